"""Where the program keeps the office's file and its own settings."""

from pathlib import Path

from platformdirs import user_config_path, user_data_path, user_log_path

_NAME = "sovan"


def office_file() -> Path:
    """The office's file where none is named."""
    return user_data_path(_NAME, appauthor=False) / "office.sovan"


def demo_file() -> Path:
    return user_data_path(_NAME, appauthor=False) / "demo.sovan"


def settings_file() -> Path:
    return user_config_path(_NAME, appauthor=False) / "settings.json"


def log_file() -> Path:
    return user_log_path(_NAME, appauthor=False) / "sovan.log"


def templates_folder() -> Path:
    """Where the office keeps its templates of papers, and changes them."""
    return user_data_path(_NAME, appauthor=False) / "templates"
