"""The line to the server: how many calls at once, how many a minute, what they may cost, and what is tried again."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from annotate.prelabel.llm.account import Account, Failed, Stopped
from annotate.prelabel.llm.settings import Settings

T = TypeVar("T")

_LONGEST = 60.0  # seconds between two tries where the server names no time
_PATIENCE = 600.0  # seconds; a server that asks for more is not waited for
_HOPELESS = 5  # calls that failed for good before any was answered


class Again(Exception):
    """A call failed in a way that may pass; `after` is the wait that the server asks for, in seconds.

    `gone` if nothing listens there; `billed` if the server may have worked on it and want to be paid.
    """

    def __init__(self, reason: str, *, after: float | None = None, gone: bool = False, billed: bool = False) -> None:
        super().__init__(reason)
        self.after, self.gone, self.billed = after, gone, billed


class Line:
    """Sends calls within the limits of `settings`, and writes them into `account`. It belongs to one event loop."""

    def __init__(self, settings: Settings, account: Account) -> None:
        self._settings, self._account = settings, account
        self._slots = asyncio.Semaphore(settings.concurrency)
        self._pace = asyncio.Lock()
        self._settled = asyncio.Condition()
        self._not_before = 0.0
        self._failed = 0
        self._stopped: Stopped | None = None
        self._sending: set[asyncio.Task[Any]] = set()

    def hang_up(self) -> None:
        """Breaks off every call; nothing is sent any more. Who has an answer already can finish with it."""
        self._stopped = Stopped("interrupted")
        for task in self._sending:
            task.cancel()

    async def send(
        self, call: Callable[[], Awaitable[T]], tokens_in: int, counted: Callable[[T], tuple[int, int, bool]]
    ) -> T:
        """The result of `call`, which raises `Again` where it may be tried again, Failed or Stopped where it may not.

        `tokens_in` is an estimate; `counted` says of a result how many tokens went in and out, and whether that is a
        guess. After the last try Failed is raised, or Stopped where no article can be answered any more.
        """
        task = asyncio.current_task()
        sending = {task} if task else set()
        self._sending |= sending
        try:
            return await self._tried(call, tokens_in, counted)
        finally:
            self._sending -= sending

    async def _tried(
        self, call: Callable[[], Awaitable[T]], tokens_in: int, counted: Callable[[T], tuple[int, int, bool]]
    ) -> T:
        for number in range(self._settings.retries + 1):
            try:
                return await self._once(call, tokens_in, counted)
            except Again as fault:
                again = fault
                await self._hold_back(fault, number)
            except Stopped as fault:
                self._stopped = fault
                raise
            except Failed as fault:
                raise self._hopeless(fault) from None
        tries = f"{again}; tried {self._settings.retries + 1} times"
        if again.gone:
            self._stopped = Stopped(f"{tries}; start the server, or name another in OPENAI_BASE_URL")
            raise self._stopped
        raise self._hopeless(Failed(tries))

    async def _once(
        self, call: Callable[[], Awaitable[T]], tokens_in: int, counted: Callable[[T], tuple[int, int, bool]]
    ) -> T:
        async with self._slots:
            await self._turn()
            held = tokens_in, self._settings.max_tokens
            await self._hold(*held)
            try:
                async with asyncio.timeout(self._settings.timeout):
                    result = await call()
                tokens = counted(result)
                self._account.pay(*tokens[:2], guessed=tokens[2])
            except TimeoutError:
                self._account.pay(*held, guessed=True)
                raise Again(f"no answer within {self._settings.timeout:g} s", billed=True) from None
            except Again as fault:
                if fault.billed:
                    self._account.pay(*held, guessed=True)
                raise
            finally:
                self._account.release(*held)
                await self._tell_settled()
            self._failed = -1
            return result

    async def _turn(self) -> None:
        """Waits until the server may be asked again."""
        async with self._pace:
            clock = asyncio.get_running_loop().time
            while (wait := self._not_before - clock()) > 0:
                await asyncio.sleep(wait)
            if self._stopped:
                raise self._stopped
            if self._settings.requests_per_minute:
                self._not_before = clock() + 60 / self._settings.requests_per_minute

    async def _hold(self, tokens_in: int, tokens_out: int) -> None:
        """Sets aside what a call may cost; where the limit is near, once those under way have been paid."""
        async with self._settled:
            await self._settled.wait_for(
                lambda: not self._account.held_in or self._account.affords(tokens_in, tokens_out)
            )
            self._account.hold(tokens_in, tokens_out)

    async def _tell_settled(self) -> None:
        async with self._settled:
            self._settled.notify_all()

    async def _hold_back(self, fault: Again, number: int) -> None:
        """Waits as the server asks, else twice as long each time; where it asks, all calls wait."""
        if fault.after is not None and fault.after > _PATIENCE:
            self._stopped = Stopped(f"{fault}; the server asks to wait {fault.after:.0f} s: run again then")
            raise self._stopped
        if number == self._settings.retries:
            return
        if fault.after is None:
            await asyncio.sleep(min(self._settings.backoff * 2**number, _LONGEST))
        else:
            self._not_before = max(self._not_before, asyncio.get_running_loop().time() + fault.after)

    def _hopeless(self, fault: Failed) -> Failed:
        """The fault of one article, or Stopped where the first few failed and none was answered."""
        self._failed += self._failed >= 0
        if self._failed < _HOPELESS:
            return fault
        self._stopped = Stopped(f"{fault}; so did the first {_HOPELESS} calls: nothing more is asked")
        return self._stopped
