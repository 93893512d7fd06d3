package generate

import "strings"

// callerFrom settles who uses the policy: what the request says, else what the sentence says.
func (d *draft) callerFrom(principalType string) {
	found := d.sentence.caller
	switch kind := strings.ToLower(strings.TrimSpace(principalType)); kind {
	case "":
	case "user", "group", "role":
		if kind != "role" || found.service == "" {
			found = caller{kind: kind}
		}
	default:
		if service := serviceNamed(kind); service != "" {
			found = caller{service: service}
		} else {
			d.sentence.unmatched = append(d.sentence.unmatched, principalType)
		}
	}
	for _, note := range d.sentence.notes {
		d.assume(note)
	}
	switch {
	case found.service != "":
		s := serviceByPrefix[found.service]
		d.principal = Principal{Type: "service", Service: s.caller, Name: s.callerName, TrustPolicy: trustPolicy(s)}
		d.assume("The policy is for the role that the " + s.callerName + " runs with (trusted service " + s.caller + "): it allows what is called, not " + found.service + ":* itself." + basics[found.service])
		// An ARN of the caller tells whose role it is, not what is called.
		for _, a := range d.given {
			if a.service == found.service && !d.actsOn(found.service) {
				d.used[a.text] = true
				d.assume(a.text + " is the caller, so no permissions on it are granted.")
			}
		}
	case found.kind != "":
		d.principal = Principal{Type: found.kind, Name: "IAM " + found.kind}
	}
}

// basics is what roles of a service nearly always need besides, and what gives it.
var basics = map[string]string{
	"lambda": " To write its own logs the role also needs the AWS managed policy AWSLambdaBasicExecutionRole.",
	"ecs":    " Pulling images and writing logs belong to the task execution role (AmazonECSTaskExecutionRolePolicy).",
	"glue":   " A job's role usually also has the AWS managed policy AWSGlueServiceRole.",
}

// actsOn tells whether the sentence asks for something on a service.
func (d *draft) actsOn(service string) bool {
	for _, c := range d.sentence.clauses {
		for _, t := range c.things {
			if t.service == service || len(t.kinds) > 0 && t.kinds[0].service == service {
				return true
			}
		}
		if len(c.things) == 0 && len(c.verbs) > 0 {
			for _, v := range c.verbs {
				for _, a := range v.actions {
					if strings.HasPrefix(strings.ToLower(a), service+":") {
						return true
					}
				}
			}
		}
	}
	return false
}

// serviceNamed finds a service whose code can call others, by what people call it: "lambda", "lambda.amazonaws.com",
// "ecs-tasks".
func serviceNamed(name string) string {
	name = strings.TrimSuffix(name, ".amazonaws.com")
	for _, s := range services {
		if s.caller != "" && (s.prefix == name || strings.TrimSuffix(s.caller, ".amazonaws.com") == name) {
			return s.prefix
		}
	}
	if m := known().meanings[key(strings.ReplaceAll(name, "_", " "))]; m != nil && m.class == thingClass {
		service := m.service
		if service == "" && len(m.kinds) > 0 {
			service = m.kinds[0].service
		}
		if serviceByPrefix[service].caller != "" {
			return service
		}
	}
	return ""
}

// trustPolicy is the trust policy of a role that a service assumes ("Creating a role for an AWS service").
func trustPolicy(s service) string {
	actions := []string{"sts:AssumeRole"}
	if s.prefix == "eks" {
		actions = append(actions, "sts:TagSession")
	}
	return "{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": [\n        {\n            \"Effect\": \"Allow\",\n            \"Principal\": {\n                \"Service\": " +
		quote(s.caller) + "\n            },\n            \"Action\": " + values(actions, "            ") + "\n        }\n    ]\n}\n"
}
