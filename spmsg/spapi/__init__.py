"""Amazon's Selling Partner API on the wire, thin: one class an API, one method an operation.

- `messaging`, `solicitations`, `orders`, `uploads`: the operations, as frozen values in and out.
  `action_list` reads what the first two share, over `hal`; `links` says which links may be followed.
- `transport`: one call with its token, pace, retries and meaning; `token`: Login with Amazon.
- `retry`: what is waited between attempts; `refusals`: Amazon's answers as errors;
  `answers`: bodies within bounds; `trace`: what may be shown of all that.
- `wire`: one HTTP exchange. It alone knows `requests`, and is imported at the first call only.
"""
