"""Checks the manifests in build/kubernetes; see kubernetes-check.sh.

A schema knows which fields there are, not what is meant by them. So besides:
what is named (ports, volumes, settings, accounts) must be there, selectors must
select the servers, and every pod must meet the restricted standard ("Pod
Security Standards", Kubernetes documentation).
"""

import copy
import pathlib
import re
import sys

import kubernetes_validate
import yaml

ROOT = pathlib.Path("build/kubernetes")
# From the oldest that has everything used (preStop.sleep is on by default from
# 1.30 on) to the newest that the package knows.
VERSIONS = ["1.30", "1.33", "1.37"]
SECRET = "iam-copilot"  # made by hand, never a file here

problems = []


def wrong(where, what):
    problems.append(f"{where}: {what}")


def load():
    found = {}
    for path in sorted(ROOT.rglob("*.yaml")):
        for document in yaml.safe_load_all(path.read_text()):
            found.setdefault(path.relative_to(ROOT), []).append(document)
    return found


def schema(path, document):
    for version in VERSIONS:
        try:
            kubernetes_validate.validate(document, version, strict=True)
        except kubernetes_validate.ValidationError as e:
            wrong(path, f"Kubernetes {version}: {'.'.join(map(str, e.path))}: {e.message}")


def notices():
    """The validator itself must notice what is wrong."""
    for change in (
        lambda d: d["spec"].update(replica=2),
        lambda d: d["spec"]["template"]["spec"]["containers"][0].update(ports=[{"containerPort": "8000"}]),
        lambda d: d["spec"].pop("selector"),
    ):
        broken = copy.deepcopy(of("Deployment"))
        change(broken)
        try:
            kubernetes_validate.validate(broken, VERSIONS[-1], strict=True)
            wrong("the validator", "does not notice a broken deployment")
        except kubernetes_validate.ValidationError:
            pass


def of(kind):
    return next(d for documents in manifests.values() for d in documents if d["kind"] == kind)


def kustomizations():
    """Every manifest is in a kustomization of its folder, except the namespace."""
    for folder in {p.parent for p in manifests if p.parent != pathlib.Path(".")}:
        listed = set()
        for document in manifests[folder / "kustomization.yaml"]:
            listed = set(document["resources"])
            if document["namespace"] != of("Namespace")["metadata"]["name"]:
                wrong(folder, f"the namespace {document['namespace']} is not that of namespace.yaml")
            if [i["name"] for i in document["images"]] != ["iam-copilot"]:
                wrong(folder, "the image is not set")
        there = {p.name for p in manifests if p.parent == folder} - {"kustomization.yaml"}
        for name in sorted(there ^ listed):
            wrong(folder / "kustomization.yaml", f"{name} is " + ("not listed" if name in there else "not there"))


def generated():
    """The names of the ConfigMaps that kustomizations make, with their settings."""
    maps = {}
    for path, documents in manifests.items():
        for document in documents:
            for made in document.get("configMapGenerator", []):
                lines = "\n".join((ROOT / path.parent / f).read_text() for f in made["envs"])
                maps[made["name"]] = dict(line.split("=", 1) for line in lines.splitlines() if line and line[0] != "#")
    return maps


def pod(path, spec, maps, known):
    security = spec.get("securityContext", {})
    if not security.get("runAsNonRoot") or security.get("seccompProfile", {}).get("type") != "RuntimeDefault":
        wrong(path, "the pod may run as root, or without a profile of system calls")
    if spec.get("automountServiceAccountToken") is not False or spec.get("enableServiceLinks") is not False:
        wrong(path, "the pod gets a token or variables of services that it does not need")
    if any(spec.get(name) for name in ("hostNetwork", "hostPID", "hostIPC")):
        wrong(path, "the pod shares a namespace with its machine")
    account = spec.get("serviceAccountName")
    if account and account != of("ServiceAccount")["metadata"]["name"]:
        wrong(path, f"there is no service account {account}")
    volumes = {v["name"]: v for v in spec.get("volumes", [])}
    if any(set(v) - {"name", "emptyDir"} for v in volumes.values()):
        wrong(path, "a volume is not one of the pod's own")
    for container in spec["containers"] + spec.get("initContainers", []):
        at = f"{path}: {container['name']}"
        c = container.get("securityContext", {})
        if c.get("allowPrivilegeEscalation") is not False or c.get("readOnlyRootFilesystem") is not True or c.get("capabilities") != {"drop": ["ALL"]}:
            wrong(at, "it may gain privileges, write to its image or has capabilities")
        if "memory" not in container.get("resources", {}).get("limits", {}) or "cpu" not in container["resources"].get("requests", {}):
            wrong(at, "no limit of memory, or no request of the processor (the autoscaler measures by it)")
        if {m["name"] for m in container.get("volumeMounts", [])} != set(volumes):
            wrong(at, "volumes and what is mounted differ")
        ports = {p.get("name") for p in container.get("ports", [])}
        for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
            if probe in container and container[probe]["httpGet"]["port"] not in ports:
                wrong(at, f"{probe} asks a port that is not there")
        names = [e["name"] for e in container.get("env", [])]
        for entry in container.get("env", []):
            if "valueFrom" in entry and entry["valueFrom"].get("secretKeyRef", {}).get("name") != SECRET:
                wrong(at, f"{entry['name']} comes from an unknown secret")
            elif "value" in entry and re.search("SECRET|TOKEN|PASSWORD|DATABASE_URL", entry["name"]):
                wrong(at, f"{entry['name']} is secret and stands in the manifest")
        for source in container.get("envFrom", []):
            if "configMapRef" in source:
                name = source["configMapRef"]["name"]
                if name not in maps:
                    wrong(at, f"there is no ConfigMap {name}")
                names += maps.get(name, {})
            elif source["secretRef"]["name"] != SECRET:
                wrong(at, f"there is no secret {source['secretRef']['name']}")
        for name in names:
            if name not in known:
                wrong(at, f"{name} is no setting of the server")
        if len(names) != len(set(names)):
            wrong(at, "a setting is there twice")


def references():
    deployment, service = of("Deployment"), of("Service")
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    server = deployment["spec"]["template"]["spec"]
    for what, selector in (
        ("the deployment", deployment["spec"]["selector"]["matchLabels"]),
        ("the service", service["spec"]["selector"]),
        ("the disruption budget", of("PodDisruptionBudget")["spec"]["selector"]["matchLabels"]),
        ("the network policy", of("NetworkPolicy")["spec"]["podSelector"]["matchLabels"]),
    ):
        if not selector or not selector.items() <= labels.items():
            wrong(what, f"selects {selector}, and the servers are {labels}")
    job = of("Job")["spec"]["template"]
    if service["spec"]["selector"].items() <= job["metadata"]["labels"].items():
        wrong("the service", "sends requests to the job that migrates")
    if not of("NetworkPolicy")["spec"]["podSelector"]["matchLabels"].items() <= job["metadata"]["labels"].items():
        wrong("the network policy", "does not bind the job that migrates")
    named = {p["name"] for p in server["containers"][0]["ports"]}
    for port in service["spec"]["ports"]:
        if port["targetPort"] not in named:
            wrong("the service", f"sends requests to port {port['targetPort']}, which no server has")
    target = of("HorizontalPodAutoscaler")["spec"]["scaleTargetRef"]
    if (target["kind"], target["name"]) != ("Deployment", deployment["metadata"]["name"]):
        wrong("the autoscaler", "scales something else")
    if "replicas" in deployment["spec"]:
        wrong("the deployment", "says how many servers there are, which the autoscaler does")
    ingress = of("Ingress")["spec"]
    hosts = {h for t in ingress["tls"] for h in t["hosts"]}
    for rule in ingress["rules"]:
        if rule["host"] not in hosts:
            wrong("the ingress", f"there is no certificate for {rule['host']}")
        for path in rule["http"]["paths"]:
            backend = path["backend"]["service"]
            if backend["name"] != service["metadata"]["name"] or backend["port"]["name"] not in {p["name"] for p in service["spec"]["ports"]}:
                wrong("the ingress", f"sends requests to {backend}")
    stop = server["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]
    drain = int(re.search(r"drainTime = (\d+) \* time.Second", pathlib.Path("backend/server/server.go").read_text())[1])
    if server["terminationGracePeriodSeconds"] < stop + drain + 10:
        wrong("the deployment", "a server is killed before it has finished what is under way")
    return {f"https://{h}" for h in hosts}


manifests = load()
known = set(re.findall(r'`env:"([A-Z][A-Z0-9_]*)', pathlib.Path("backend/server/config.go").read_text())) | {"GOMEMLIMIT"}
maps = generated()
for path, documents in manifests.items():
    for document in documents:
        if document["kind"] == "Kustomization":
            continue
        schema(path, document)
        if document["kind"] in ("Deployment", "Job"):
            pod(path, document["spec"]["template"]["spec"], maps, known)
kustomizations()
notices()
if maps["iam-copilot-settings"]["PUBLIC_URL"] not in references():
    wrong("settings.env", "PUBLIC_URL is another host than the ingress's")
for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
