"""Looks at the sentences of one article, each no more often and no more closely than is asked for."""

from annotate.prelabel.lexicon.body import Body
from annotate.prelabel.lexicon.outlook import Outlook
from annotate.prelabel.lexicon.runs import Marks


class Looks:
    """What the words of each sentence could be, at a first look and at a closer one."""

    def __init__(self, body: Body, outlook: Outlook) -> None:
        self._body = body
        self._outlook = outlook
        self._first: dict[int, Marks] = {}
        self._closer: dict[int, Marks] = {}

    def promising(self, number: int) -> list[int]:
        """Of a sentence that may have what one of its triggers needs, and those beside it, which may show the setting.

        None where it may not.
        """
        outlook = self._outlook
        if not outlook.promises(self._at_first(number)):
            return []
        around = (number, *self._body.beside(number))
        near = [one for one in around if outlook.may_be_set(self._at_first(one))]
        if not near or not outlook.promises(self._closely(number)):
            return []
        return [one for one in near if outlook.may_be_set(self._closely(one))]

    def _at_first(self, number: int) -> Marks:
        found = self._first.get(number)
        if found is None:
            found = self._first[number] = self._outlook.marks(self._body.runs(number))
        return found

    def _closely(self, number: int) -> Marks:
        found = self._closer.get(number)
        if found is None:
            text = self._body.text(number)
            found = self._closer[number] = self._outlook.sure_marks(self._body.runs(number), text)
        return found
