"""Amazon's Selling Partner API on the wire, thin: one class an API, one method an operation.

- `messaging` (Messaging and Solicitations), `orders`, `uploads`: the operations, frozen values in and out.
  `action_list` reads an order's actions from HAL, and says which links may be followed.
- `transport`: one call with its token, pace, retries and meaning. `operations`: names and rates.
- `tokens`: access tokens from Login with Amazon, kept between commands.
- `answers`: HTTP answers and their JSON. `responses`: what Amazon's answers mean, in values and errors.
- `http_client`: one HTTP exchange over `requests`, and what its exceptions mean.
- `trace`: what --verbose shows of all that.
"""
