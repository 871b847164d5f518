"""What every test may use: the small office, and a folder of its own for issued papers."""
import pytest


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path_factory):
    """Issued papers and photographs of tests never reach the office's folder."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("berkas")


@pytest.fixture
def office(db):
    """The office with people, owner and standards; see tests/office.py."""
    from tests.office import Office

    return Office()
