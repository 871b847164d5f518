"""The work surface of tera at the office, the counter, and the letter of application."""

from django.urls import path

from orders import views

urlpatterns = [
    path("orders/loket/", views.loket, name="orders-loket"),
    path("orders/<int:pk>/permohonan.pdf", views.permohonan, name="orders-permohonan"),
]
