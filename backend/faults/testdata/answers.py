"""What every answer of the server must hold to, beyond Schemathesis's own checks."""

import schemathesis


@schemathesis.check
def no_failure_of_ours(ctx, response, case):
    # AWS's refusals are passed on as 502, and 503 may say that AWS is left alone
    # for a moment: the emulator, which knows only part of AWS, leads to both.
    status = response.status_code
    if status < 500 or status == 502:
        return
    code = response.json().get("code", "")
    assert status == 503 and code.startswith("aws."), f"{status} {code}: {response.text[:500]}"


@schemathesis.check
def errors_are_problems(ctx, response, case):
    if response.status_code < 400 or not response.content:
        return
    assert response.headers["content-type"][0].startswith("application/problem+json"), response.headers["content-type"]
    problem = response.json()
    assert problem["status"] == response.status_code and problem["code"] and problem["detail"] and problem["request_id"], problem
