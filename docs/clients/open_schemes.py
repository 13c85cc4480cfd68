"""Prints the voucher schemes that are open, one line for each. The standard library of Python 3.9 is enough.

    python3 open_schemes.py 2026-11-21 https://graph.example
"""

import datetime
import json
import pathlib
import sys
import urllib.error
import urllib.request

QUERY = pathlib.Path(__file__).with_name("open-schemes.graphql").read_text(encoding="utf-8")
DEADLINE_SECONDS = 40


def ask(gateway, query, variables):
    """Gives the data and the partners whose part is missing. Raises RuntimeError for any other error."""
    request = urllib.request.Request(
        gateway + "/graphql",
        data=json.dumps({"query": query, "variables": variables}).encode(),
        headers={
            "content-type": "application/json",
            "accept": "application/graphql-response+json",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=DEADLINE_SECONDS) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as error:
        # A status of 4xx has a body with errors in it; a proxy in front may send something else.
        if "json" not in error.headers.get("content-type", ""):
            raise RuntimeError(f"status {error.code}") from error
        answer = json.load(error)
        if error.code == 429:
            print(f"wait {error.headers['retry-after']} seconds", file=sys.stderr)
    # A partner that is down is an error beside the data of the others, which stay usable.
    others = [
        error
        for error in answer.get("errors", [])
        if answer.get("data") is None or error["extensions"]["code"] != "PARTNER_NO_ANSWER"
    ]
    if others:
        raise RuntimeError("; ".join(f"{one['extensions']['code']}: {one['message']}" for one in others))
    return answer["data"], answer.get("extensions", {}).get("partial", [])


def main():
    day = sys.argv[1] if len(sys.argv) > 1 else datetime.date.today().isoformat()
    gateway = sys.argv[2] if len(sys.argv) > 2 else "http://127.0.0.1:4000"
    data, missing = ask(gateway, QUERY, {"day": day})
    for one in missing:
        # The partner is null where the part of the graph for all partners of its kind is down.
        print(f"incomplete: {one['partner'] or one['kind']} ({one['fault']})", file=sys.stderr)
    # The list is null where no partner of the kind answered.
    for scheme in (data["voucherSchemes"] or {"nodes": []})["nodes"]:
        left = scheme["budgetLeftPercent"]
        budget = "budget unknown" if left is None else f"{left}% of the budget left"
        print(f"{scheme['name']}: {scheme['availability']}, {budget}")


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, OSError, ValueError) as error:
        sys.exit(str(error))
