"""Puts variables into Compose files, and holds what Compose's loader has made of
them against what is promised; see compose-check.sh."""

import json
import pathlib
import re
import sys

import yaml

# What the files read besides the server's own settings.
OTHERS = {"VERSION", "LISTEN", "POSTGRES_PASSWORD", "TLS_CERTIFICATE", "TLS_KEY"}
# Variables of OpenTelemetry that its library reads by itself.
LIBRARY = {"OTEL_EXPORTER_OTLP_HEADERS"}
# Other forms of what is given.
LEFT_OUT = {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_TRACES_EXPORTER", "OTEL_SDK_DISABLED"}

settings = set(re.findall(r'`env:"([A-Z][A-Z0-9_]*)', pathlib.Path("backend/server/config.go").read_text()))
problems = []


def fill(source, target):
    """Writes source with each variable's default, or a value where it must be set."""

    def value(match):
        name, rest = match[1], match[2] or ""
        if name not in settings | OTHERS | LIBRARY:
            problems.append(f"{source}: {name} is neither a setting of the server nor known here")
        # Nothing at all would mean the variable of the caller.
        return (rest[2:] or '""') if rest.startswith(":-") else name.lower()

    text = re.sub(r"\$\{([A-Z_]+)(:[-?][^}]*)?\}", value, pathlib.Path(source).read_text())
    if "$" in text.replace("$$", ""):
        problems.append(f"{source}: a variable is written without braces")
    pathlib.Path(target).write_text(text)


def hardened(where, services):
    for name, service in services.items():
        at = f"{where}: {name}"
        if service.get("read_only") is not True:
            problems.append(f"{at}: its image can be written to")
        if service.get("cap_drop") != ["ALL"] or service.get("cap_add"):
            problems.append(f"{at}: it has capabilities")
        if service.get("security_opt") != ["no-new-privileges:true"]:
            problems.append(f"{at}: it may gain privileges")
        if str(service.get("user", "root")).split(":")[0] in ("root", "0"):
            problems.append(f"{at}: it is run by root")
        if service.get("privileged") or service.get("network_mode") or service.get("pid"):
            problems.append(f"{at}: it is not kept apart from its machine")
        if name != "api" and "healthcheck" not in service:  # the api's is in its image
            problems.append(f"{at}: nothing asks whether it is well")
        for volume in service.get("volumes", []):
            if volume["type"] == "bind" and not volume.get("read_only"):
                problems.append(f"{at}: it may write to {volume['source']}")
            if volume["type"] == "bind" and not pathlib.Path(volume["source"]).is_file():
                problems.append(f"{at}: there is no file {volume['source']}")


def environment(service):
    """The variables of a service, which the loader writes as a list or as a map."""
    given = service["environment"]
    return given if isinstance(given, dict) else dict(line.partition("=")[::2] for line in given)


def merged(plain, tls):
    alone, proxied = (yaml.safe_load(pathlib.Path(f).read_text()) for f in (plain, tls))
    hardened("docker-compose.yml", alone["services"])
    hardened("with docker-compose.tls.yml", proxied["services"])
    given = set(environment(alone["services"]["api"]))
    for name in sorted(settings - given - LEFT_OUT):
        problems.append(f"docker-compose.yml: the api is not given {name}")
    for name in sorted(given - settings - LIBRARY):
        problems.append(f"docker-compose.yml: {name} is no setting of the server")
    published = {n for n, s in proxied["services"].items() if s.get("ports")}
    if published != {"proxy"}:
        problems.append(f"docker-compose.tls.yml: from outside one reaches {sorted(published)}")
    api, proxy, front = proxied["services"]["api"], proxied["services"]["proxy"], proxied["networks"]["front"]
    if list(proxy["networks"]) != ["front"] or proxied["networks"]["inside"].get("internal") is not True:
        problems.append("docker-compose.tls.yml: the proxy reaches the databases, or they reach out")
    if environment(api)["TRUSTED_PROXIES"] != front["ipam"]["config"][0]["subnet"]:
        problems.append("docker-compose.tls.yml: TRUSTED_PROXIES is not the network of the proxy")
    if any("memory" not in s.get("deploy", {}).get("resources", {}).get("limits", {}) for s in proxied["services"].values()):
        problems.append("docker-compose.tls.yml: a service has no limit of memory")
    certificates = {pathlib.Path(s["target"]).name for s in proxy["secrets"]}
    named = set(re.findall(r"ssl_certificate(?:_key)? (\S+);", pathlib.Path("build/nginx/nginx.conf").read_text()))
    if certificates != named:
        problems.append(f"docker-compose.tls.yml: nginx reads {sorted(named)} and is given {sorted(certificates)}")
    ports = {str(p["target"]) if isinstance(p, dict) else p.split(":")[-1] for p in proxy["ports"]}
    if ports != set(re.findall(r"listen (\d+)", pathlib.Path("build/nginx/nginx.conf").read_text())):
        problems.append(f"docker-compose.tls.yml: nginx does not listen on {json.dumps(sorted(ports))}")


{"fill": fill, "merged": merged}[sys.argv[1]](*sys.argv[2:])
for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
