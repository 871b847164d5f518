"""Work surfaces of tera at the office: the counter, the cerapan sheet, and the list for fasilitasi."""
from django.urls import path

from orders import loket, views

urlpatterns = [
    path("orders/loket/", loket.loket, name="orders-loket"),
    path("orders/fasilitasi/", views.fasilitasi, name="orders-fasilitasi"),
    path("orders/<int:pk>/uji/", views.pilih_uji, name="orders-uji"),
    path("orders/<int:pk>/uji/<int:item>/", views.uji, name="orders-uji-item"),
    path("orders/<int:pk>/uji/<int:item>/hitung/", views.hitung, name="orders-uji-hitung"),
    path("orders/<int:pk>/berkas.zip", views.berkas, name="orders-berkas"),
]
