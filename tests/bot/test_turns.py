"""Taking turns, and giving up: who waits longest comes first, and what waits wakes when it is stopped."""

from threading import Event, Thread

import pytest

from bot.turns import GivenUp, Room, Turn, current, pause, under


def test_outside_of_any_turn_nothing_is_given_up() -> None:
    current().go_on()
    pause(0)


def test_work_sees_its_turn_and_ends_when_it_is_stopped() -> None:
    turn = Turn()
    with under(turn):
        assert current() is turn
        current().go_on()
        turn.stop()
        with pytest.raises(GivenUp):
            current().go_on()
        with pytest.raises(GivenUp):
            pause(3600)
    assert current() is not turn


def test_who_is_told_of_a_stop_is_told_at_once_when_it_came_before() -> None:
    turn, told = Turn(), list[str]()
    with turn.telling(lambda: told.append("during")):
        turn.stop()
    with turn.telling(lambda: told.append("before")):
        assert told == ["during", "before"]
    turn.stop()
    assert told == ["during", "before"]


def test_giving_up_is_no_error_that_a_fallback_could_catch() -> None:
    assert not issubclass(GivenUp, Exception)


def test_as_many_compute_as_there_is_room_for_and_the_first_to_wait_is_the_first_to_come_in() -> None:
    room, order, waiting = Room(1), list[int](), [Event() for _ in range(3)]
    first = Turn(room)

    class Told(Turn):
        """Says when it begins to wait."""

        def __init__(self, number: int) -> None:
            super().__init__(room)
            self.number = number

        def telling(self, call):  # type: ignore[no-untyped-def]
            waiting[self.number].set()
            return super().telling(call)

    def work(turn: Told) -> None:
        with turn.computing():
            order.append(turn.number)

    threads = [Thread(target=work, args=(Told(number),)) for number in range(3)]
    with first.computing():
        for number, thread in enumerate(threads):
            thread.start()
            assert waiting[number].wait(30)
        assert order == []
    for thread in threads:
        thread.join(30)
    assert order == [0, 1, 2]


def test_while_one_waits_another_computes() -> None:
    room = Room(1)
    one, other = Turn(room), Turn(room)
    with one.computing(), one.waiting(), other.computing():
        pass
    with other.computing():
        pass


def test_one_that_waits_for_its_turn_can_be_stopped_and_takes_no_place() -> None:
    room, done = Room(1), Event()
    holder, waiter = Turn(room), Turn(room)

    def work() -> None:
        try:
            with waiter.computing():
                raise AssertionError("there was no room")
        except GivenUp:
            done.set()

    with holder.computing():
        thread = Thread(target=work)
        thread.start()
        waiter.stop()
        assert done.wait(30)
    thread.join(30)
    with Turn(room).computing():
        pass


def test_who_comes_last_lets_everybody_else_go_before() -> None:
    room, order = Room(1), list[str]()
    first, waiting = Turn(room), [Event(), Event()]

    class Told(Turn):
        """Says when it begins to wait."""

        def __init__(self, number: int, *, last: bool) -> None:
            super().__init__(room, last=last)
            self.number = number

        def telling(self, call):  # type: ignore[no-untyped-def]
            waiting[self.number].set()
            return super().telling(call)

    def work(turn: Told) -> None:
        with turn.computing():
            order.append("last" if turn.last else "asked")

    with first.computing():
        threads = []
        for number, last in enumerate((True, False)):
            threads.append(Thread(target=work, args=(Told(number, last=last),)))
            threads[-1].start()
            assert waiting[number].wait(30)
    for thread in threads:
        thread.join(30)
    assert order == ["asked", "last"]


def test_who_comes_last_can_give_up_while_it_waits() -> None:
    room, gave_up = Room(1), Event()
    last = Turn(room, last=True)

    def work() -> None:
        with pytest.raises(GivenUp), last.computing():
            pass
        gave_up.set()

    with Turn(room).computing():
        thread = Thread(target=work)
        thread.start()
        last.stop()
        assert gave_up.wait(30)
        thread.join(30)
    with Turn(room).computing():
        pass  # the place is free again: else this would wait for ever
