"""What every test may use: the small office, and papers that cost nothing where the paper is not the point."""
import pytest


@pytest.fixture
def office(db):
    """The office with people, owner and standards; see tests/office.py."""
    from tests.office import Office

    return Office()
