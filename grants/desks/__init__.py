"""Screens by audience. A desk never imports a desk."""
