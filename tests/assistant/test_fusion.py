from assistant.fusion import reciprocal_rank_fusion


def test_a_passage_both_retrievers_found_outranks_one_that_only_one_put_first() -> None:
    assert [item for item, _ in reciprocal_rank_fusion([[1, 2], [3, 2]])] == [2, 1, 3]


def test_the_sum_is_that_of_the_paper() -> None:
    assert dict(reciprocal_rank_fusion([[5, 6], [6]]))[6] == 1 / 62 + 1 / 61


def test_nothing_fused_is_nothing() -> None:
    assert reciprocal_rank_fusion([[], []]) == []
