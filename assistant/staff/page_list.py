"""The list of commitments that staff find their way by."""

from fastapi import Response
from fastapi.responses import RedirectResponse

from assistant.staff.desk import Desk, Visit, page
from assistant.web.attachments import FORMS
from assistant.web.commitment_filters import SORTS, Lists, orders, read_filters
from assistant.web.commitment_view import Views
from assistant.web.trails import MOST_TRAILS
from assistant.web.words import say

__all__ = ["ListPage"]


class ListPage:
    """Answers at /staff."""

    def __init__(self, desk: Desk, lists: Lists) -> None:
        self._desk = desk
        self._lists = lists

    def look(self, visit: Visit) -> Response:
        """Show a page of the list."""
        filters = read_filters(visit.asked)
        listing = self._lists.shown(filters)
        views = Views(self._desk.shell, self._desk.index().generation)
        for_review = listing.filters.query() == {"review": "1"}
        return page(
            self._desk,
            visit,
            "staff_list.html",
            title=say("Changed documents") if for_review else say("Commitments"),
            here="/staff/review" if for_review else "/staff",
            for_review=for_review,
            listing=listing,
            views=[views.row(row) for row in listing.rows],
            sorts={sort.value: words for sort, words in SORTS.items()},
            orders=orders(),
            exports=[(f"/staff/commitments.{form}", words) for form, words in FORMS.items()],
            query=filters.query(),
            most_trails=MOST_TRAILS,
        )

    def review(self, visit: Visit) -> Response:  # noqa: ARG002
        """Lead to what has to be looked at again."""
        return RedirectResponse(self._desk.shell.url("/staff", review="1"), 303)
