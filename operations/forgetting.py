"""What imports still hold of a record, taken out along with the trail's memory of it. Their files go the next night."""

from models import FileImport, ImportLine, now


def forget_imports(table: str, number: int) -> None:
    """Empty every import in which the record occurs: its values are gone, and with them the way back."""
    named = ImportLine.select(ImportLine.file).where(ImportLine.record == number)
    about = (FileImport.entity == table) & FileImport.id.in_(named) & FileImport.emptied_at.is_null()
    for (one,) in list(FileImport.select(FileImport.id).where(about).tuples()):
        ImportLine.update(cells="{}", problems="{}").where(ImportLine.file == one).execute()
        FileImport.update(emptied_at=now()).where(FileImport.id == one).execute()
