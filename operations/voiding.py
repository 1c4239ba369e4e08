"""A transfer that waits falls when its record changes hands or goes to the trash. What people decide is `transfers`'."""

from choices import TransferState
from models import Organisation, Transfer, now


def void_transfers(model, ids) -> None:
    """Nobody can take these records over any more, nor can these unions take any over."""
    own = (Transfer.entity == model._meta.table_name) & Transfer.record.in_(ids)
    touched = own | Transfer.target.in_(ids) if model is Organisation else own
    values = {"state": TransferState.VOID, "decided_at": now()}
    Transfer.update(values).where(touched, Transfer.state == TransferState.RELEASED).execute()
