"""Amazon's Selling Partner API on the wire, thin: one class an API, one method an operation.

`messaging`, `orders` and `uploads` have the operations (`operations`: names, rates, roles), over `transport`:
a call with its token (`tokens`), pace and retries. `responses` knows what `answers` mean, `http_client` what
the exceptions of requests mean. `action_list` reads HAL. `trace` is what --verbose shows.
"""
