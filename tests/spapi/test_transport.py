"""One call: what is repeated, what never is, and what each answer means."""

import json
import ssl
from dataclasses import dataclass, field

import pytest
import requests
import responses
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import MaxRetryError, NewConnectionError

from spmsg.errors import (
    AmazonError,
    CancelledError,
    CredentialsError,
    InvalidInputError,
    LocalStateError,
    NoAnswerError,
    PermissionDeniedError,
    RedirectedError,
    ServerError,
    SpmsgError,
    ThrottledError,
    UnavailableError,
    UncertainError,
    UnreachableError,
    UnreadableAnswerError,
    UsageError,
)
from spmsg.spapi.operations import (
    CREATE_SOLICITATION,
    CREATE_UPLOAD_DESTINATION,
    GET_MESSAGING_ACTIONS,
    GET_ORDER,
    GET_SOLICITATION_ACTIONS,
    SEARCH_ORDERS,
    Operation,
    create_message,
)
from spmsg.spapi.transport import Transport

HOST = "https://sellingpartnerapi-na.amazon.com"
MESSAGE = create_message("legalDisclosure")
DENIED = {"code": "Unauthorized", "message": "Access to requested resource is denied.", "details": ""}
EXPIRED = {**DENIED, "details": "The access token you provided has expired."}


def never_connected(reason: Exception | None = None) -> requests.ConnectionError:
    """What `requests` raises; to be believed of a request without a body, whose reading tells otherwise."""
    pool = HTTPSConnectionPool("sellingpartnerapi-na.amazon.com")
    refused = NewConnectionError(pool, "refused")  # type: ignore[arg-type]  # it says where, no more
    return requests.ConnectionError(MaxRetryError(pool, "/", reason or refused))


def refused_certificate() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError("certificate")
    error.verify_message = "self-signed"
    return error


@dataclass
class FakeTokens:
    names: list[str] = field(default_factory=lambda: ["Atza|first", "Atza|second", "Atza|third"])
    renewals: list[str] = field(default_factory=list)
    trouble: SpmsgError | None = None

    def access_token(self) -> str:
        return self.names[len(self.renewals)]

    def renew(self, refused: str) -> str:
        if self.trouble is not None:
            raise self.trouble
        self.renewals.append(refused)
        return self.access_token()


@dataclass
class FakePace:
    told: list[tuple[str, str, float]] = field(default_factory=list)
    trouble: SpmsgError | None = None

    def wait(self, operation: Operation) -> None:
        self.told.append(("wait", operation.name, 0))

    def learn(self, operation: Operation, rate: float) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.told.append(("learn", operation.name, rate))

    def throttled(self, operation: Operation, seconds: float) -> None:
        self.told.append(("throttled", operation.name, seconds))


@dataclass
class Bench:
    """A transport whose waits are counted and whose every fake answer must be asked for."""

    amazon: responses.RequestsMock
    tokens: FakeTokens = field(default_factory=FakeTokens)
    pace: FakePace = field(default_factory=FakePace)
    trace: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def transport(self) -> Transport:
        return Transport(HOST, self.tokens, pace=self.pace, trace=self.trace.append, sleep=self.waits.append)

    def answers(self, *answers: tuple[int, object] | Exception, **headers: str) -> None:
        for answer in answers:
            if isinstance(answer, Exception):
                self.amazon.add(responses.Response("POST", f"{HOST}/x", body=answer))
            else:
                status, body = answer
                text = body if isinstance(body, (str, bytes)) else json.dumps(body)
                told = {"x-amzn-RequestId": "id-1", **{n.replace("_", "-"): v for n, v in headers.items()}}
                self.amazon.add("POST", f"{HOST}/x", body=text, status=status, headers=told)

    def call(self, operation: Operation = MESSAGE, *, empty: bool = False) -> object:
        body = None if empty else {"text": "hi"}
        return self.transport().call(operation, "POST", "/x", body=body).document

    @property
    def sent(self) -> list[requests.PreparedRequest]:
        return [call.request for call in self.amazon.calls]


@pytest.fixture
def bench(amazon: responses.RequestsMock) -> Bench:
    return Bench(amazon)


# A message: at most once


@pytest.mark.parametrize("body", ["{}", '{"errors": []}', '{"errors": null}', "", " \n"])
def test_a_message_is_sent_when_amazon_says_so_in_any_of_its_ways(bench: Bench, body: str) -> None:
    bench.answers((201, body))
    bench.call()
    assert bench.sent[0].body == b'{"text":"hi"}'
    assert bench.sent[0].headers["x-amz-access-token"] == "Atza|first"


@pytest.mark.parametrize(
    "answer",
    [
        (500, {}),
        (503, ""),
        requests.ReadTimeout(),
        requests.ConnectionError("reset"),
        requests.exceptions.ChunkedEncodingError(),
        (201, "<html>"),
        (200, '{"a":'),
        (201, "null"),
        (201, '{"errors": [null]}'),
        (201, b"\xff\xfe"),
    ],
)
def test_a_message_whose_fate_is_unknown_is_never_repeated(
    bench: Bench, answer: tuple[int, object] | Exception
) -> None:
    bench.answers(answer)
    with pytest.raises(UncertainError) as raised:
        bench.call()
    assert (len(bench.sent), bench.waits) == (1, [])
    assert raised.value.request_id == (None if isinstance(answer, Exception) else "id-1")


def test_a_message_that_never_left_is_tried_again_and_given_up_in_the_end(bench: Bench) -> None:
    bench.answers(never_connected(), never_connected(), (201, {}))
    bench.call(empty=True)
    assert bench.waits == [0.5, 1.0]
    bench.answers(*[never_connected()] * 4)
    with pytest.raises(UnreachableError):
        bench.call(empty=True)
    assert bench.waits[2:] == [0.5, 1.0, 2.0]


def test_a_certificate_that_is_refused_is_not_tried_again(bench: Bench) -> None:
    bench.answers(never_connected(refused_certificate()))
    with pytest.raises(UnreachableError):
        bench.call(empty=True)
    assert bench.waits == []


def test_a_message_that_was_throttled_is_sent_later_and_a_failure_then_is_uncertain_as_ever(
    bench: Bench,
) -> None:
    bench.answers((429, {"errors": [{"code": "QuotaExceeded", "message": "slow"}]}), Retry_After="7")
    bench.answers((503, ""))
    with pytest.raises(UncertainError):
        bench.call()
    assert bench.waits == [7.0]
    assert ("throttled", MESSAGE.name, 7.0) in bench.pace.told
    assert [kind for kind, _, _ in bench.pace.told].count("wait") == 2


def test_a_success_with_errors_in_it_is_a_failure(bench: Bench) -> None:
    bench.answers((201, {"errors": [{"code": "InvalidInput", "message": "No such template"}]}))
    with pytest.raises(AmazonError, match="No such template") as raised:
        bench.call()
    assert raised.value.code == "amazon-error"


@pytest.mark.parametrize("status", [302, 304, 307])
def test_a_redirect_is_not_followed(bench: Bench, status: int) -> None:
    bench.answers((status, ""), Location="https://evil.example/")
    with pytest.raises(RedirectedError, match=r"evil\.example"):
        bench.call()
    assert len(bench.sent) == 1


@pytest.mark.parametrize("status", [303, 408])
def test_a_message_that_was_answered_as_if_it_was_taken_is_uncertain(bench: Bench, status: int) -> None:
    bench.answers((status, "{}"), Location="https://evil.example")
    with pytest.raises(UncertainError):
        bench.call()


def test_an_answer_is_not_lost_when_its_rate_cannot_be_kept(bench: Bench) -> None:
    bench.pace.trouble = LocalStateError("the disk is full")
    bench.answers((201, {}), x_amzn_RateLimit_Limit="2.0")
    bench.call()
    assert any("the disk is full" in line for line in bench.trace)


def test_stopping_while_waiting_passes_through(bench: Bench) -> None:
    def stop(seconds: float) -> None:
        raise CancelledError("stopped")

    bench.answers((429, ""))
    transport = Transport(HOST, bench.tokens, sleep=stop)
    with pytest.raises(CancelledError):
        transport.call(MESSAGE, "POST", "/x")


# The guard of a message


@dataclass
class FakeGuard:
    """Notes what the transport tells it, beside what the bench's pace is told."""

    told: list[str] = field(default_factory=list)
    trouble: SpmsgError | None = None

    def before_send(self) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.told.append("before_send")

    def not_sent(self) -> None:
        self.told.append("not_sent")


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([(201, {})], ["before_send"]),
        ([(429, ""), (201, {})], ["before_send", "not_sent", "before_send"]),
        ([(401, ""), (201, {})], ["before_send", "not_sent", "before_send"]),
        ([never_connected(), (201, {})], ["before_send", "not_sent", "before_send"]),
    ],
)
def test_a_message_is_given_back_before_any_wait_and_claimed_anew(
    bench: Bench, answers: list[tuple[int, object] | Exception], told: list[str]
) -> None:
    guard = FakeGuard()
    waits = bench.waits

    def sleep(seconds: float) -> None:
        assert guard.told[-1] == "not_sent"
        waits.append(seconds)

    bench.answers(*answers)
    transport = Transport(HOST, bench.tokens, sleep=sleep)
    transport.call(MESSAGE, "POST", "/x", guard=guard)
    assert guard.told == told


@pytest.mark.parametrize(
    "answer", [(500, ""), (400, {"errors": [{"message": "no"}]}), requests.ReadTimeout()]
)
def test_a_message_that_may_have_done_its_work_is_not_given_back(
    bench: Bench, answer: tuple[int, object] | Exception
) -> None:
    guard = FakeGuard()
    bench.answers(answer)
    with pytest.raises((UncertainError, InvalidInputError)):
        bench.transport().call(MESSAGE, "POST", "/x", body={"text": "hi"}, guard=guard)
    assert guard.told == ["before_send"]


def test_a_message_whose_claim_fails_is_not_sent(bench: Bench) -> None:
    guard = FakeGuard(trouble=LocalStateError("the ledger is locked"))
    for body in ({"text": "hi"}, None):
        with pytest.raises(LocalStateError, match="ledger"):
            bench.transport().call(MESSAGE, "POST", "/x", body=body, guard=guard)


# The access token


@pytest.mark.parametrize("refusal", [(403, {"errors": [EXPIRED]}), (401, "")])
def test_a_refused_token_is_renewed_once_also_for_a_message(
    bench: Bench, refusal: tuple[int, object]
) -> None:
    bench.answers(refusal, (201, {}))
    bench.call()
    assert [r.headers["x-amz-access-token"] for r in bench.sent] == ["Atza|first", "Atza|second"]
    bench.answers(refusal, refusal)
    with pytest.raises(PermissionDeniedError):
        bench.call()
    assert bench.tokens.renewals == ["Atza|first", "Atza|second"]


def test_a_missing_role_renews_no_token(bench: Bench) -> None:
    bench.answers((403, {"errors": [DENIED]}))
    with pytest.raises(PermissionDeniedError, match="Solicitations") as raised:
        bench.call(GET_SOLICITATION_ACTIONS)
    assert "Buyer Solicitation" in str(raised.value.hint)


def test_a_renewal_that_fails_says_what_it_is_and_not_that_the_message_is_uncertain(bench: Bench) -> None:
    for trouble in (CredentialsError("revoked"), ServerError("down"), NoAnswerError("silent")):
        bench.tokens.trouble = trouble
        bench.answers((401, ""))
        with pytest.raises(type(trouble), match=trouble.message):
            bench.call()


# Everything else is repeated


def test_what_reaches_no_buyer_is_repeated_on_every_failure_and_given_up_in_the_end(bench: Bench) -> None:
    bench.answers((500, ""), requests.ReadTimeout(), (503, "<html>"), (200, {"a": 1}))
    assert bench.call(GET_MESSAGING_ACTIONS) == {"a": 1}
    assert bench.waits == [0.5, 1.0, 2.0]
    bench.answers(*[(503, {"errors": [{"code": "X", "message": "Down for now"}]})] * 4)
    with pytest.raises(ServerError, match="Down for now"):
        bench.call(GET_MESSAGING_ACTIONS)


def test_a_503_that_names_a_time_is_given_it(bench: Bench) -> None:
    bench.answers((503, ""), Retry_After="4")
    bench.answers((200, {}))
    bench.call(GET_MESSAGING_ACTIONS)
    assert bench.waits == [4.0]


@pytest.mark.parametrize("body", ["<html>", "[]", '{"a":', '{"errors": 5}'])
def test_an_unreadable_answer_to_a_question_is_told_so(bench: Bench, body: str) -> None:
    bench.answers((200, body))
    with pytest.raises(UnreadableAnswerError):
        bench.call(GET_MESSAGING_ACTIONS)


# Throttling


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, 1.0),
        ({"x_amzn_RateLimit_Limit": "0.25"}, 4.0),
        ({"x_amzn_RateLimit_Limit": "nan"}, 1.0),
        ({"x_amzn_RateLimit_Limit": "0"}, 1.0),
        ({"x_amzn_RateLimit_Limit": "1e9"}, 1.0),
        ({"Retry_After": "0"}, 0.1),
        ({"Retry_After": "soon"}, 1.0),
        ({"Retry_After": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.1),
    ],
)
def test_a_429_is_waited_out_as_long_as_it_says(bench: Bench, headers: dict[str, str], wait: float) -> None:
    bench.answers((429, "<html>"), **headers)
    bench.answers((201, {}))
    bench.call()
    assert bench.waits == [wait]


@pytest.mark.parametrize("told", ["99999999999999999999", "Fri, 15 Jan 2099 08:00:09 GMT", "3600"])
def test_a_wait_beyond_patience_is_not_begun(bench: Bench, told: str) -> None:
    bench.answers((429, ""), Retry_After=told)
    with pytest.raises(ThrottledError):
        bench.call()
    assert bench.waits == []


def test_429_for_ever_ends_within_two_minutes_of_waiting(bench: Bench) -> None:
    for _ in range(60):
        bench.amazon.assert_all_requests_are_fired = False
        bench.answers((429, ""), Retry_After="0")
    with pytest.raises(ThrottledError):
        bench.call()
    assert 60 < sum(bench.waits) <= 120
    assert len(bench.sent) < 30


def test_the_orders_rate_of_one_in_three_minutes_can_be_waited_for_once(bench: Bench) -> None:
    bench.answers((429, ""), (200, {}))
    bench.call(SEARCH_ORDERS)
    assert bench.waits == [pytest.approx(1 / 0.0056)]


def test_the_rate_that_amazon_tells_is_learnt_if_it_is_one(bench: Bench) -> None:
    for told in ("0.5", "x", "nan", "-2", ""):
        bench.answers((201, {}), x_amzn_RateLimit_Limit=told)
        bench.call()
    assert [entry for entry in bench.pace.told if entry[0] == "learn"] == [("learn", MESSAGE.name, 0.5)]


# Refusals


@pytest.mark.parametrize(
    ("status", "message", "error", "said"),
    [
        (403, "Invalid amazonOrderId and template combination.", UnavailableError, "does not offer"),
        (403, "Access to requested resource is denied.", PermissionDeniedError, "Buyer Communication"),
        (403, "Something is wrong.", UnavailableError, "Something is wrong"),
        (404, "Not found", UnavailableError, "marketplace"),
        (400, "Attachment with ID x-1 does not exist", InvalidInputError, "never arrived"),
        (400, "Missing or invalid request parameter: marketplaceId", InvalidInputError, "--marketplace"),
        (413, "Too large", InvalidInputError, "Too large"),
        (415, "No", InvalidInputError, "No"),
        (409, "Conflict", AmazonError, "409"),
    ],
)
def test_a_refusal_says_what_it_means(
    bench: Bench, status: int, message: str, error: type[SpmsgError], said: str
) -> None:
    bench.answers((status, {"errors": [{"code": "C", "message": message}]}))
    with pytest.raises(error) as raised:
        bench.call()
    assert said in f"{raised.value.message} {raised.value.hint}"
    assert raised.value.request_id == "id-1"
    assert (raised.value.code == "no-such-order") is (status == 404)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("The requested solicitation is not available for this amazonOrderId.", "not-offered"),
        ("You have already requested a review for this order.", "already-requested"),
        (
            "You can’t use this feature to request a review outside the 5-30 day range after the order"
            " delivery date.",
            "outside-window",
        ),
        ("Not today.", "not-offered"),
    ],
)
def test_a_review_request_that_is_refused_is_not_for_this_order(
    bench: Bench, message: str, code: str
) -> None:
    bench.answers((403, {"errors": [{"code": "Unauthorized", "message": message, "details": ""}]}))
    with pytest.raises(UnavailableError) as raised:
        bench.call(CREATE_SOLICITATION)
    assert raised.value.code == code
    assert "role" not in f"{raised.value.message} {raised.value.hint}"


@pytest.mark.parametrize(
    ("details", "error", "said"),
    [
        ("The LWA secret token you provided has expired.", CredentialsError, "client secret"),
        ("The marketplaces you provided are not valid for region.", UsageError, "--marketplace"),
        ("The account is on vacation.", PermissionDeniedError, "vacation"),
        ("The application is not approved for the required role.", PermissionDeniedError, "required role"),
    ],
)
@pytest.mark.parametrize("operation", [MESSAGE, SEARCH_ORDERS, CREATE_UPLOAD_DESTINATION])
def test_a_403_says_what_its_details_say_and_blames_no_role_for_sure(
    bench: Bench, operation: Operation, details: str, error: type[SpmsgError], said: str
) -> None:
    bench.answers((403, {"errors": [{**DENIED, "details": details}]}))
    with pytest.raises(error) as raised:
        bench.call(operation)
    assert said in f"{raised.value.message} {raised.value.hint}"
    named = operation.role in f"{raised.value.message} {raised.value.hint}"
    assert named is str(raised.value.hint).startswith("If a role is what it lacks, ")
    assert bench.tokens.renewals == []


def test_an_expired_security_token_gets_one_more_try_with_a_new_token(bench: Bench) -> None:
    expired = {**DENIED, "message": "The security token included in the request is expired"}
    bench.answers((403, {"errors": [expired]}), (201, {}))
    bench.call()
    assert bench.tokens.renewals == ["Atza|first"]
    bench.tokens.renewals.clear()
    bench.answers((403, {"errors": [expired]}), (403, {"errors": [expired]}))
    with pytest.raises(AmazonError) as raised:
        bench.call()
    assert "role" not in str(raised.value.hint)


@pytest.mark.parametrize("operation", [SEARCH_ORDERS, GET_ORDER])
def test_a_400_to_a_search_of_ours_is_no_fault_of_the_users(bench: Bench, operation: Operation) -> None:
    bench.answers((400, {"errors": [{"code": "InvalidInput", "message": "no"}]}))
    with pytest.raises(AmazonError) as raised:
        bench.call(operation)
    assert raised.value.code == "refused"


def test_a_denied_upload_names_the_role_and_the_region(bench: Bench) -> None:
    bench.answers((403, {"errors": [DENIED]}))
    with pytest.raises(PermissionDeniedError) as raised:
        bench.call(CREATE_UPLOAD_DESTINATION)
    assert "Product Listing" in str(raised.value.hint)
    assert "NA (North America)" in str(raised.value.hint)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409])
@pytest.mark.parametrize("body", ["<html>the proxy</html>", '{"errors": [{"message": "The access tok'])
def test_a_refusal_that_cannot_be_read_is_not_taken_for_amazons(bench: Bench, status: int, body: str) -> None:
    for operation, error in ((GET_MESSAGING_ACTIONS, UnreadableAnswerError), (MESSAGE, UncertainError)):
        bench.answers((status, body))
        with pytest.raises(error):
            bench.call(operation)


@pytest.mark.parametrize(
    "errors", [None, "text", [None], [[]], [{"code": 5, "message": None, "details": {}}], {"message": "x"}]
)
def test_refusals_of_any_shape_are_refusals(bench: Bench, errors: object) -> None:
    bench.answers((400, {"errors": errors}))
    with pytest.raises(InvalidInputError):
        bench.call()


def test_amazons_words_are_cut_and_hold_no_token(bench: Bench) -> None:
    bench.answers((400, {"errors": [{"code": "C", "message": "Atza|first " + "x" * 10_000}]}))
    with pytest.raises(InvalidInputError) as raised:
        bench.call()
    assert len(raised.value.message) < 700
    assert "Atza|first" not in raised.value.message


# What is shown and where it goes


def test_the_trace_shows_no_token(bench: Bench) -> None:
    bench.answers((201, {"echo": "Atza|first"}), Echo="Atza|first")
    bench.call()
    assert bench.trace
    assert "Atza|first" not in "".join(bench.trace)


def test_no_token_is_made_ready_for_an_endpoint_that_is_not_safe() -> None:
    with pytest.raises(UsageError, match="must use https"):
        Transport("http://sellingpartnerapi-na.amazon.com", FakeTokens())
