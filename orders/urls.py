"""The work surface of tera at the office: the counter."""

from django.urls import path

from orders import views

urlpatterns = [path("orders/loket/", views.loket, name="orders-loket")]
