"""What follows from steps of an order: the letters, as in every procedure of tera."""
from metrologi.pengujian.reactions import sambungkan

sambungkan("orders")
