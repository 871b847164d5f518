"""The work surface of tera at the office: the counter."""
from django.urls import path

from orders import loket

urlpatterns = [path("orders/loket/", loket.loket, name="orders-loket")]
