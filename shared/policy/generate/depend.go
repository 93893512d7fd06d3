package generate

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// optional are dependent actions that only matter for a feature which the sentence would have named: by the dependent
// action, or by the action and the dependent.
var optional = map[string]string{
	"lambda:PassCapacityProvider":                      "lambda:PassCapacityProvider is needed only for functions on a capacity provider, and is left out.",
	"lambda:PassNetworkConnector":                      "lambda:PassNetworkConnector is needed only for functions with a network connector, and is left out.",
	"rds:CopyDBSnapshot rds:CopyCustomDBEngineVersion": "Copying snapshots of RDS Custom also takes rds:CopyCustomDBEngineVersion, which is left out.",
	"sns:CreateTopic iam:PassRole":                     "A role for logging deliveries also takes iam:PassRole, which is left out.",
	"sns:SetTopicAttributes iam:PassRole":              "A role for logging deliveries also takes iam:PassRole, which is left out.",
	"cloudformation:ListStacks":                        "Describing all stacks at once also takes cloudformation:ListStacks, which is left out.",
	"rds:StopDBInstance rds:CreateDBSnapshot":          "Taking a snapshot while stopping also takes rds:CreateDBSnapshot, which is left out.",
	"ec2:RunInstances ssm:GetParameters":               "Naming the image by a public parameter also takes ssm:GetParameters, which is left out.",
	"ec2:RunInstances ec2:CreateTags":                  "Tagging while launching also takes ec2:CreateTags with the condition ec2:CreateAction, which is left out; say \"with tag\" to include it.",
}

// passedTo are the service principals that roles are passed to, where they differ from the caller of the service.
var passedTo = map[string]string{
	"rds": "monitoring.rds.amazonaws.com", "autoscaling": "autoscaling.amazonaws.com", "ecs": "ecs-tasks.amazonaws.com", "eks": "eks.amazonaws.com",
	"elasticmapreduce": "elasticmapreduce.amazonaws.com", "batch": "batch.amazonaws.com", "apigateway": "apigateway.amazonaws.com", "redshift": "redshift.amazonaws.com",
	"dms": "dms.amazonaws.com", "cloudtrail": "cloudtrail.amazonaws.com", "config": "config.amazonaws.com", "kinesisanalytics": "kinesisanalytics.amazonaws.com",
}

// addDependents adds what the catalog says an allowed action needs as well, as narrow as the sentence allows.
func (d *draft) addDependents(clauses []*clause) {
	for i := 0; i < len(d.entries); i++ {
		e := d.entries[i]
		if e.effect != allow || e.notAction || strings.ContainsAny(e.action, "*?") {
			continue
		}
		a := catalog.LookupAction(e.action)
		if a == nil {
			continue
		}
		needs := slices.Clone(a.DependentActions)
		for _, r := range a.Resources {
			if len(e.types) == 0 || slices.Contains(e.types, r.Name) {
				needs = append(needs, r.DependentActions...)
			}
		}
		for _, need := range needs {
			// By access level come many actions at once: what they need for rare features would swamp the policy.
			if e.levels && (need != "iam:PassRole" || a.Level != catalog.Write) {
				continue
			}
			d.addDependent(e, need, clauses)
		}
	}
}

func (d *draft) addDependent(e entry, need string, clauses []*clause) {
	a := catalog.LookupAction(need)
	if a == nil {
		return
	}
	prefix, _, _ := strings.Cut(need, ":")
	need = prefix + ":" + a.Name
	c := clauses[e.clause]
	tags := slices.ContainsFunc(e.conditions, func(x condition) bool { return strings.HasPrefix(x.key, "aws:RequestTag/") })
	for _, key := range []string{need, e.action + " " + need} {
		if text, ok := optional[key]; ok && !(tags && a.Level == catalog.Tagging) {
			d.assume(text)
			return
		}
	}
	if a.Level == catalog.Tagging && !tags {
		d.assume("Tagging during " + e.action + " also takes " + need + ", which is left out; say \"with tag\" to include it.")
		return
	}
	if slices.ContainsFunc(d.entries, func(o entry) bool {
		return o.effect == allow && matches(o.action, need) && (need != "iam:PassRole" || o.dependent && o.verb == e.service)
	}) {
		return
	}
	where := d.scopeOf(c)
	t := &thing{service: prefix}
	var bound []binding
	if need == "iam:PassRole" {
		for i := range d.given {
			if typeName, vars := d.given[i].typeOf("iam"); typeName == "role" {
				d.used[d.given[i].text] = true
				bound = append(bound, binding{vars: vars, arn: &d.given[i], typeName: typeName})
			}
		}
	} else if prefix == e.service {
		for _, own := range c.things {
			if own.service == prefix {
				bound = d.bindings(&own, c)
			}
		}
	} else {
		bound = d.bindings(t, c)
		bound = slices.DeleteFunc(bound, func(b binding) bool { return b.open })
		finds := len(a.Resources) == 0 && (a.Level == catalog.List || a.Level == catalog.Read)
		if len(bound) == 0 && !finds && need != "iam:CreateServiceLinkedRole" {
			d.assume(e.action + " also needs " + need + " on the resources it uses there; give their ARNs to include it.")
			return
		}
	}
	found := d.locate(need, t, bound, where, false)
	dependent := entry{effect: allow, action: need, resources: found.resources, service: prefix, typeName: found.typeName, clause: e.clause, verb: e.service, dependent: true, types: found.types}
	for _, want := range c.conditions {
		if want.about == "" {
			dependent.conditions = append(dependent.conditions, want)
		}
	}
	_, needer, _ := strings.Cut(e.action, ":")
	switch need {
	case "iam:PassRole":
		principal := principalFor(e.service)
		dependent.conditions = append(dependent.conditions, condition{operator: "StringEquals", key: "iam:PassedToService", values: []string{principal}})
		if len(bound) == 0 {
			d.assume(e.action + " passes a role to " + fullName(e.service) + ": every role of the account may be passed, but to " + principal + " only. Give the role's ARN to narrow it.")
		}
	case "iam:CreateServiceLinkedRole":
		dependent.resources = []string{"arn:" + where.partition + ":iam::" + accountOf(where) + ":role/aws-service-role/*"}
		dependent.conditions = append(dependent.conditions, condition{operator: "StringLike", key: "iam:AWSServiceName", values: []string{e.service + ".amazonaws.com"}})
	case "ec2:CreateTags":
		dependent.resources = nil
		regions := where.regions
		if len(regions) == 0 {
			regions = []string{"*"}
		}
		for _, region := range regions {
			dependent.resources = append(dependent.resources, "arn:"+where.partition+":ec2:"+region+":"+accountOf(where)+":*/*")
		}
		dependent.conditions = append(dependent.conditions, condition{operator: "StringEquals", key: "ec2:CreateAction", values: []string{needer}})
	}
	d.addEntry(dependent)
	d.choices = append(d.choices, Choice{
		Phrase: e.action, Decision: "The action also needs " + need + " (dependent actions in the AWS Service Authorization Reference).", Actions: []string{need},
	})
}

func accountOf(s scope) string {
	if len(s.accounts) == 1 {
		return s.accounts[0]
	}
	return "*"
}

// principalFor is the service principal that gets a role when an action of a service passes one. Most are named after
// the prefix; a wrong guess denies, it does not open anything.
func principalFor(service string) string {
	if p := passedTo[service]; p != "" {
		return p
	}
	if p := serviceByPrefix[service].caller; p != "" {
		return p
	}
	return service + ".amazonaws.com"
}

// addKeyUse allows the use of KMS keys whose ARNs were given beside other resources: the data is taken to be encrypted
// with them.
func (d *draft) addKeyUse(clauses []*clause) {
	if slices.ContainsFunc(clauses, func(c *clause) bool {
		return slices.ContainsFunc(c.things, func(t thing) bool { return t.service == "kms" })
	}) {
		return
	}
	for i := range d.given {
		key := &d.given[i]
		if typeName, _ := key.typeOf("kms"); typeName != "key" || d.used[key.text] {
			continue
		}
		reads, writes := false, false
		var services []string
		number := 0
		for _, e := range d.entries {
			a := catalog.LookupAction(e.action)
			if e.effect != allow || a == nil || e.dependent || len(a.Resources) == 0 {
				continue
			}
			switch a.Level {
			case catalog.Write:
				writes = true
			case catalog.Read:
				reads = true
			}
			number = e.clause
			services = appendOnce(services, e.service+".*.amazonaws.com")
		}
		for _, use := range []struct {
			action string
			needed bool
		}{{"kms:Decrypt", reads || writes}, {"kms:GenerateDataKey", writes}} {
			if use.needed {
				d.addEntry(entry{
					effect: allow, action: use.action, resources: []string{key.text}, service: "kms", verb: "use", typeName: "key", clause: number, dependent: true,
					conditions: []condition{{operator: "StringLike", key: "kms:ViaService", values: services}},
				})
			}
		}
		if reads || writes {
			d.used[key.text] = true
			d.assume("The resources are taken to be encrypted with " + key.text + ", so its use is allowed, through those services only.")
		}
	}
}
