package generate

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// arn is an ARN cut at its colons ("Amazon Resource Names (ARNs)", AWS General Reference).
type arn struct {
	text                                          string
	partition, service, region, account, resource string
}

func parseARN(text string) (arn, error) {
	parts := strings.SplitN(text, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[1] == "" || parts[2] == "" || parts[5] == "" {
		return arn{}, fmt.Errorf("%q is not an ARN: it should read arn:partition:service:region:account:resource, such as arn:aws:s3:::my-bucket/*", text)
	}
	return arn{text, parts[1], parts[2], parts[3], parts[4], parts[5]}, nil
}

// readARNs reads the ARNs of a request, leaving out blanks and repetitions.
func readARNs(texts []string) ([]arn, error) {
	var arns []arn
	for _, t := range texts {
		t = strings.TrimSpace(t)
		if t == "" || slices.ContainsFunc(arns, func(a arn) bool { return a.text == t }) {
			continue
		}
		a, err := parseARN(t)
		if err != nil {
			return nil, err
		}
		arns = append(arns, a)
	}
	return arns, nil
}

// pattern is the ARN of a resource type, ready to match.
type pattern struct {
	typeName     string
	text         string
	region       bool // has a Region
	account      bool // has an account
	placeholders []string
	form         *regexp.Regexp // of the resource part
	arnService   string
	literal      int // how many bytes are literal: the more, the more specific
}

var placeholderForm = regexp.MustCompile(`\$\{(\w+)\}`)

var (
	patternsMutex sync.Mutex
	patternsCache = map[string][]pattern{}
)

// patternsOf lists the patterns of a service's resource types, the most specific first.
func patternsOf(service string) []pattern {
	patternsMutex.Lock()
	defer patternsMutex.Unlock()
	if p, ok := patternsCache[service]; ok {
		return p
	}
	var patterns []pattern
	if s := catalog.Lookup(service); s != nil {
		for i := range s.ResourceTypes {
			for _, text := range s.ResourceTypes[i].ARNs() {
				patterns = append(patterns, newPattern(s, s.ResourceTypes[i].Name, text))
			}
		}
	}
	slices.SortStableFunc(patterns, func(a, b pattern) int { return cmp.Compare(b.literal, a.literal) })
	patternsCache[service] = patterns
	return patterns
}

func newPattern(s *catalog.Service, typeName, text string) pattern {
	parts := strings.SplitN(text, ":", 6)
	if len(parts) != 6 {
		return pattern{typeName: typeName, text: text}
	}
	p := pattern{typeName: typeName, text: text, arnService: parts[2], region: parts[3] != "", account: strings.Contains(parts[4], "$")}
	resource := parts[5]
	found := placeholderForm.FindAllStringSubmatchIndex(resource, -1)
	var form strings.Builder
	form.WriteString("^")
	end := 0
	for i, f := range found {
		form.WriteString(regexp.QuoteMeta(resource[end:f[0]]))
		p.literal += f[0] - end
		p.placeholders = append(p.placeholders, resource[f[2]:f[3]])
		if i == len(found)-1 {
			form.WriteString(lastPart(s, text))
		} else {
			form.WriteString(`([^/:]+)`)
		}
		end = f[1]
	}
	form.WriteString(regexp.QuoteMeta(resource[end:]) + "$")
	p.literal += len(resource) - end
	p.form = regexp.MustCompile(form.String())
	return p
}

// lastPart is what the last placeholder may match: anything, but not the separator after which another type of the
// service goes on, so that "bucket/key" is no bucket.
func lastPart(s *catalog.Service, text string) string {
	// Names of functions and state machines may carry a version or an alias.
	if s.Prefix == "lambda" || s.Prefix == "states" {
		return `(.+)`
	}
	excluded := ""
	for i := range s.ResourceTypes {
		for _, other := range s.ResourceTypes[i].ARNs() {
			if rest, ok := strings.CutPrefix(other, text); ok && rest != "" && (rest[0] == '/' || rest[0] == ':') && !strings.Contains(excluded, rest[:1]) {
				excluded += rest[:1]
			}
		}
	}
	switch excluded {
	case "":
		return `(.+)`
	case ":":
		// arn:…:log-group:name:* is how CloudWatch Logs writes "the group and all in it".
		return `([^:]+(?::\*)?)`
	}
	return `([^` + excluded + `]+)`
}

// match reads the variables of an ARN of this type.
func (p *pattern) match(a arn) (map[string]string, bool) {
	if p.form == nil || p.arnService != a.service || !p.region && a.region != "" && a.region != "*" || !p.account && a.account != "" && a.account != "*" && strings.Contains(p.text, "::") && p.arnService != "apigateway" && a.account != "aws" {
		return nil, false
	}
	m := p.form.FindStringSubmatch(a.resource)
	if m == nil {
		return nil, false
	}
	vars := map[string]string{}
	for i, name := range p.placeholders {
		vars[name] = m[i+1]
	}
	if group := vars["LogGroupName"]; group != "" {
		vars["LogGroupName"] = strings.TrimSuffix(group, ":*")
	}
	return vars, true
}

// typeOf finds the most specific resource type of a service that an ARN is of.
func (a arn) typeOf(service string) (string, map[string]string) {
	patterns := patternsOf(service)
	for i := range patterns {
		if vars, ok := patterns[i].match(a); ok {
			return patterns[i].typeName, vars
		}
	}
	return "", nil
}

// isOf tells whether the ARN is of one of a kind's types.
func (a arn) isOf(k kind) bool {
	name, _ := a.typeOf(k.service)
	return name != "" && slices.Contains(k.types, name)
}

// arnPatterns lists the published patterns of a resource type.
func arnPatterns(service, typeName string) []string {
	s := catalog.Lookup(service)
	if s == nil {
		return nil
	}
	t := s.ResourceType(typeName)
	if t == nil {
		return nil
	}
	return t.ARNs()
}

// placeholders that carry the name of a resource where that is not the last one of the pattern.
var placeholders = map[string]string{
	"cloudformation stack": "StackName", "cloudformation changeset": "ChangeSetName", "cloudformation stackset": "StackSetName",
	"elasticloadbalancing loadbalancer/app/": "LoadBalancerName", "elasticloadbalancing loadbalancer/net/": "LoadBalancerName",
	"elasticloadbalancing targetgroup": "TargetGroupName", "ecs task-definition": "TaskDefinitionFamilyName",
	"execute-api execute-api-general": "ApiId", "lambda layerVersion": "LayerName", "bedrock agent-alias": "AgentId",
	"ssm automation-definition": "AutomationDefinitionName", "eks nodegroup": "NodegroupName", "wafv2 webacl": "Name", "wafv2 ipset": "Name",
	"wafv2 rulegroup": "Name",
}

// placeholderOf names the placeholder that carries the name of a resource of this type.
func placeholderOf(service, typeName string) string {
	if p := placeholders[service+" "+typeName]; p != "" {
		return p
	}
	patterns := arnPatterns(service, typeName)
	if len(patterns) == 0 {
		return ""
	}
	found := placeholderForm.FindAllStringSubmatch(patterns[0], -1)
	for i := len(found) - 1; i >= 0; i-- {
		if name := found[i][1]; name != "Partition" && name != "Region" && name != "Account" {
			return name
		}
	}
	return ""
}
