"""Amazon's Selling Partner API on the wire, thin: one class an API, one method an operation.

- `messaging` (Messaging and Solicitations), `orders`, `uploads`: the operations, frozen values in and out.
  `action_list` reads an order's actions, over `hal`; `links` says which links may be followed.
- `transport`: one call with its token, pace, retries and meaning. `operations`: names and rates.
- `tokens`: access tokens, kept between commands. `auth`: one exchange with Login with Amazon.
- `responses`: what Amazon's answers mean, a 401 or 403 by `denials`. `answers`: they and their JSON.
- `http_client`: one HTTP exchange over `requests`. `http_errors`: what its exceptions mean.
- `retry`: what is waited between attempts. `trace`: what may be shown of all that.
"""
