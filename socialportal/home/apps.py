"""The front door."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "socialportal.home"
    label = "home"
    verbose_name = "Forside"

    def ready(self) -> None:
        from socialportal.notices import kinds

        kinds.register("paamindelse", "Påmindelser til mentorer om planer og fremmødesedler", only=kinds.ENTERPRISES)
