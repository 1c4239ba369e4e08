import models
import operations
import scope


def test_a_union_is_saved(desk):
    union = operations.save(models.Organisation(name="甘州区总工会", kind="county"), scope.SYSTEM)
    assert scope.find(models.Organisation, union.code, scope.SYSTEM).path == f"/{union.id}/"
