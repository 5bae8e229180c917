"""One call: what is repeated, what never is, and what each answer means."""

import json
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from unittest.mock import Mock, call

import pytest
import requests
import responses
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import MaxRetryError, NewConnectionError

from spmsg.errors import (
    AmazonError,
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
from spmsg.spapi.http_client import HttpClient
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
from spmsg.spapi.transport import SendGuard, Transport

Given = tuple[int, object] | Exception  # an answer, or what requests raises

HOST = "https://sellingpartnerapi-na.amazon.com"
MESSAGE = create_message("legalDisclosure")
DENIED = {"code": "Unauthorized", "message": "Access to requested resource is denied.", "details": ""}
EXPIRED = {**DENIED, "details": "The access token you provided has expired."}


def never_connected(reason: Exception | None = None) -> requests.ConnectionError:
    """What `requests` raises; to be believed of a request without a body, whose reading tells otherwise."""
    pool = HTTPSConnectionPool("sellingpartnerapi-na.amazon.com")
    refused = NewConnectionError(pool, "refused")  # type: ignore[arg-type]  # it says where, no more
    return requests.ConnectionError(MaxRetryError(pool, "/", reason or refused))


@dataclass
class FakeTokens:
    names: tuple[str, ...] = ("Atza|first", "Atza|second", "Atza|third")
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
class Bench:
    """A transport whose waits are counted and whose every fake answer must be asked for."""

    amazon: responses.RequestsMock
    tokens: FakeTokens = field(default_factory=FakeTokens)
    pace: Mock = field(default_factory=Mock)
    trace: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def answers(self, *answers: Given, **headers: str) -> None:
        for answer in answers:
            if isinstance(answer, Exception):
                self.amazon.add(responses.Response("POST", f"{HOST}/x", body=answer))
            else:
                status, body = answer
                text = body if isinstance(body, (str, bytes)) else json.dumps(body)
                told = {"x-amzn-RequestId": "id-1", **{n.replace("_", "-"): v for n, v in headers.items()}}
                self.amazon.add("POST", f"{HOST}/x", body=text, status=status, headers=told)

    def call(
        self, operation: Operation = MESSAGE, *, empty: bool = False, guard: SendGuard | None = None
    ) -> object:
        http = HttpClient(30, trace=self.trace.append)
        transport = Transport(HOST, self.tokens, http, pace=self.pace, sleep=self.waits.append)
        body = None if empty else {"text": "hi"}
        return transport.call(operation, "POST", "/x", body=body, guard=guard).document

    def refusal(self, operation: Operation, status: int, **error: str) -> SpmsgError:
        """What a refusal with this one error is raised as."""
        self.answers((status, {"errors": [{"code": "C", **error}]}))
        with pytest.raises(SpmsgError) as raised:
            self.call(operation)
        return raised.value

    @property
    def sent(self) -> list[requests.PreparedRequest]:
        return [call.request for call in self.amazon.calls]


@pytest.fixture
def bench(amazon: responses.RequestsMock) -> Bench:
    return Bench(amazon)


# A message: at most once


@pytest.mark.parametrize("body", ["{}", '{"errors": []}', '{"errors": null}', " \n"])
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
        (303, "{}"),
        (408, "{}"),
        requests.ReadTimeout(),
        requests.ConnectionError("reset"),
        (201, "<html>"),
        (200, '{"a":'),
        (201, "null"),
        (201, '{"errors": [null]}'),
        (201, b"\xff\xfe"),
    ],
)
def test_a_message_whose_fate_is_unknown_is_never_repeated_nor_given_back(
    bench: Bench, answer: Given
) -> None:
    guard = Mock()
    bench.answers(answer)
    with pytest.raises(UncertainError) as raised:
        bench.call(guard=guard)
    assert (len(bench.sent), bench.waits) == (1, [])
    assert raised.value.request_id == (None if isinstance(answer, Exception) else "id-1")
    assert guard.method_calls == [call.before_send()]


def test_a_message_that_never_left_is_tried_again_and_given_up_in_the_end(bench: Bench) -> None:
    bench.answers(never_connected(), never_connected(), (201, {}))
    bench.call(empty=True)
    assert bench.waits == [0.5, 1.0]
    bench.answers(*[never_connected()] * 4)
    with pytest.raises(UnreachableError):
        bench.call(empty=True)
    assert bench.waits[2:] == [0.5, 1.0, 2.0]


def test_a_certificate_that_is_refused_is_not_tried_again(bench: Bench) -> None:
    refused = ssl.SSLCertVerificationError("certificate")
    refused.verify_message = "self-signed"
    bench.answers(never_connected(refused))
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
    assert bench.pace.method_calls == [call.wait(MESSAGE), call.throttled(MESSAGE, 7.0), call.wait(MESSAGE)]


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


def test_an_answer_is_not_lost_when_its_rate_cannot_be_kept(bench: Bench) -> None:
    bench.pace.learn.side_effect = LocalStateError("the disk is full")
    bench.answers((201, {}), x_amzn_RateLimit_Limit="2.0")
    bench.call()
    assert any("the disk is full" in line for line in bench.trace)


@pytest.mark.parametrize("first", [(429, ""), (401, ""), never_connected()])
def test_a_message_is_given_back_before_any_wait_and_claimed_anew(bench: Bench, first: Given) -> None:
    guard = Mock()

    def sleep(seconds: float) -> None:
        assert guard.method_calls == [call.before_send(), call.not_sent()]

    bench.answers(first, (201, {}))
    Transport(HOST, bench.tokens, HttpClient(30), sleep=sleep).call(MESSAGE, "POST", "/x", guard=guard)
    assert guard.method_calls == [call.before_send(), call.not_sent(), call.before_send()]


def test_a_message_whose_claim_fails_is_not_sent(bench: Bench) -> None:
    guard = Mock(before_send=Mock(side_effect=LocalStateError("the ledger is locked")))
    for empty in (True, False):
        with pytest.raises(LocalStateError, match="ledger"):
            bench.call(guard=guard, empty=empty)


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


@pytest.mark.parametrize("told", ["9" * 20, "Fri, 15 Jan 2099 08:00:09 GMT", "3600"])
def test_a_wait_beyond_patience_is_not_begun(bench: Bench, told: str) -> None:
    bench.answers((429, ""), Retry_After=told)
    with pytest.raises(ThrottledError):
        bench.call()
    assert bench.waits == []


@pytest.mark.parametrize("told", ["9" * 400, "9" * 5000])
def test_a_retry_after_with_too_many_digits_makes_no_call_fail(bench: Bench, told: str) -> None:
    bench.answers((429, ""), Retry_After=told)
    bench.amazon.assert_all_requests_are_fired = False
    bench.answers((201, {}))
    with suppress(ThrottledError):
        bench.call()
    assert sum(bench.waits) <= 120


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
    bench.pace.learn.assert_called_once_with(MESSAGE, 0.5)


# Refusals


@pytest.mark.parametrize(
    ("status", "message", "error", "said"),
    [
        (403, "Invalid amazonOrderId and template combination.", UnavailableError, "does not offer"),
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
    found = bench.refusal(MESSAGE, status, message=message)
    assert type(found) is error
    assert said in f"{found.message} {found.hint}"
    assert (found.request_id, found.code == "no-such-order") == ("id-1", status == 404)


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
    found = bench.refusal(CREATE_SOLICITATION, 403, message=message)
    assert (type(found), found.code) == (UnavailableError, code)
    assert "role" not in f"{found.message} {found.hint}"


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
def test_a_403_quotes_its_details_and_blames_no_role_for_sure(
    bench: Bench, operation: Operation, details: str, error: type[SpmsgError], said: str
) -> None:
    found = bench.refusal(operation, 403, **{**DENIED, "details": details})
    assert type(found) is error
    assert said in f"{found.message} {found.hint}"
    named = operation.role in f"{found.message} {found.hint}"
    assert named is str(found.hint).startswith("If a role is what it lacks, ")
    assert bench.tokens.renewals == []


@pytest.mark.parametrize(
    ("operation", "names"),
    [
        (GET_SOLICITATION_ACTIONS, ["Buyer Solicitation"]),
        (MESSAGE, ["Buyer Communication"]),
        (CREATE_UPLOAD_DESTINATION, ["Product Listing", "NA (North America)"]),
    ],
)
def test_a_403_without_a_reason_names_the_role_and_renews_no_token(
    bench: Bench, operation: Operation, names: list[str]
) -> None:
    found = bench.refusal(operation, 403, **DENIED)
    assert isinstance(found, PermissionDeniedError)
    assert all(name in str(found.hint) for name in names)
    assert bench.tokens.renewals == []


def test_an_expired_security_token_gets_one_more_try_with_a_new_token(bench: Bench) -> None:
    expired = {**DENIED, "message": "The security token included in the request is expired"}
    bench.answers((403, {"errors": [expired]}), (201, {}))
    bench.call()
    assert bench.tokens.renewals == ["Atza|first"]
    bench.answers((403, {"errors": [expired]}))
    found = bench.refusal(MESSAGE, 403, **expired)
    assert (type(found), found.code) == (AmazonError, "token-refused")
    assert "role" not in str(found.hint)


@pytest.mark.parametrize("operation", [SEARCH_ORDERS, GET_ORDER])
def test_a_400_to_a_search_of_ours_is_no_fault_of_the_users(bench: Bench, operation: Operation) -> None:
    found = bench.refusal(operation, 400, message="no")
    assert (type(found), found.code) == (AmazonError, "refused")


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 409])
@pytest.mark.parametrize("body", ["<html>the proxy</html>", '{"errors": [{"message": "The access tok'])
def test_what_cannot_be_read_is_not_taken_for_amazons(bench: Bench, status: int, body: str) -> None:
    for operation, error in ((GET_MESSAGING_ACTIONS, UnreadableAnswerError), (MESSAGE, UncertainError)):
        bench.answers((status, body))
        with pytest.raises(error):
            bench.call(operation)


@pytest.mark.parametrize("errors", [None, "text", [None], [{"code": 5, "message": None, "details": {}}]])
def test_refusals_of_any_shape_are_refusals(bench: Bench, errors: object) -> None:
    bench.answers((400, {"errors": errors}))
    with pytest.raises(InvalidInputError):
        bench.call()


def test_amazons_words_are_cut_and_hold_no_token(bench: Bench) -> None:
    found = bench.refusal(MESSAGE, 400, message="Atza|first " + "x" * 10_000)
    assert len(found.message) < 700
    assert "Atza|first" not in found.message


# What is shown and where it goes


def test_the_trace_shows_no_token(bench: Bench) -> None:
    bench.answers((201, {"echo": "Atza|first"}), Echo="Atza|first")
    bench.call()
    assert bench.trace
    assert "Atza|first" not in "".join(bench.trace)


def test_no_token_is_made_ready_for_an_endpoint_that_is_not_safe() -> None:
    with pytest.raises(UsageError, match="must use https"):
        Transport("http://sellingpartnerapi-na.amazon.com", FakeTokens(), HttpClient(30))
