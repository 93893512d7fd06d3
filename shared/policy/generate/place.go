package generate

import (
	"regexp"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/trail"
)

// parameterNames are the request parameters that hold the value of a placeholder in an ARN, where they are called
// otherwise than the placeholder, for all services or for one ("CloudTrail record contents", and the API references of
// the services). A name that ends in a dot counts at the top of the request only, where no other thing can have it.
var parameterNames = map[string][]string{
	"ObjectName": {"key"}, "QueueName": {"queueurl", "queuename"}, "RoleNameWithPath": {"rolename"}, "UserNameWithPath": {"username"},
	"GroupNameWithPath": {"groupname"}, "PolicyNameWithPath": {"policyname"}, "InstanceProfileNameWithPath": {"instanceprofilename"},
	"ParameterNameWithoutLeadingSlash": {"name.", "names"}, "SecurityGroupId": {"groupid", "securitygroupid"}, "KeyPairName": {"keyname"},
	"DbInstanceName": {"dbinstanceidentifier"}, "DbClusterInstanceName": {"dbclusteridentifier"}, "SnapshotName": {"dbsnapshotidentifier", "dbclustersnapshotidentifier"},
	"ClusterName": {"cluster.", "clustername"}, "ServiceName": {"service."}, "TaskDefinitionFamilyName": {"family."},
	"AlarmName": {"alarmname", "alarmnames"}, "RuleName": {"rule.", "rulename"}, "WorkGroupName": {"workgroup"}, "SecretId": {"secretid", "name."},
	"GroupFriendlyName": {"autoscalinggroupname", "autoscalinggroupnames"},
	"route53 Id":        {"hostedzoneid"}, "eks ClusterName": {"name.", "clustername"}, "sns TopicName": {"name."}, "states StateMachineName": {"name."},
	"events RuleName": {"rule.", "name."}, "codebuild ProjectName": {"projectname", "name."}, "codepipeline PipelineName": {"pipelinename", "name."},
}

// pathed are placeholders whose value is a name below a path that the request does not tell.
var pathed = map[string]bool{"RoleNameWithPath": true, "UserNameWithPath": true, "GroupNameWithPath": true, "PolicyNameWithPath": true, "InstanceProfileNameWithPath": true}

// made are placeholders of resource types that AWS makes up, beside the name that the request tells.
var made = map[string]string{"cloudformation stack": "Id", "ecs task-definition": "TaskDefinitionRevisionNumber", "autoscaling autoScalingGroup": "GroupId"}

// placesOf finds what an action was done to in an event: ARNs by resource type, only where they are certain. Types that
// the action cannot do without get wildcards, within the event's account and Region where the caller is of that account.
// An empty answer means that nothing narrower than "*" is certain. source looks for what a copy is made from.
func placesOf(e *trail.Event, action string, a *catalog.Action, source bool) map[string][]string {
	prefix, _, _ := strings.Cut(action, ":")
	if len(a.Resources) == 0 || anywhere[action] || anywhere[prefix] {
		return nil
	}
	if prefix == "apigateway" {
		return restPlaces(e)
	}
	p := &placer{event: e, service: prefix, found: map[string][]string{}}
	if source {
		p.copySource(a)
		return p.found
	}
	p.fromARNs(a)
	for _, r := range a.Resources {
		if len(p.found[r.Name]) == 0 && !unusual[prefix+" "+r.Name] {
			p.fromParameters(r.Name)
		}
	}
	p.fromPrefixes(a)
	p.complete(action, a)
	return p.found
}

type placer struct {
	event   *trail.Event
	service string
	found   map[string][]string
}

func (p *placer) add(typeName, resource string) {
	p.found[typeName] = appendOnce(p.found[typeName], resource)
}

// maxStrings is how many parameters of an event are looked at.
const maxStrings = 500

// walk gives all strings among the parameters, with their names in lower case; a dot stands behind those at the top.
func walk(value any, name string, depth int, left *int, each func(name, text string)) {
	if *left--; *left < 0 {
		return
	}
	switch v := value.(type) {
	case string:
		if depth == 1 {
			name += "."
		}
		each(name, v)
	case []any:
		for _, item := range v {
			walk(item, name, depth+1, left, each)
		}
	case map[string]any:
		for key, item := range v {
			walk(item, strings.ToLower(key), depth+1, left, each)
		}
	}
}

func (p *placer) walk(each func(name, text string)) {
	left := maxStrings
	walk(map[string]any(p.event.Parameters), "", 0, &left, each)
}

// fromARNs takes the ARNs of the event that are of a type the action takes.
func (p *placer) fromARNs(a *catalog.Action) {
	take := func(text string) {
		x, err := parseARN(text)
		if err != nil || strings.ContainsAny(text, "*?") {
			return
		}
		if typeName, _ := x.typeOf(p.service); typeName != "" {
			if _, ok := takes(a, typeName); ok {
				p.add(typeName, text)
			}
		}
	}
	for _, r := range p.event.Resources {
		take(r.ARN)
	}
	p.walk(func(name, text string) {
		if strings.HasPrefix(text, "arn:") {
			take(text)
		}
	})
	for typeName := range p.found {
		slices.Sort(p.found[typeName])
	}
}

// fromPrefixes takes resources that an event names by the beginning of their ARNs, such as the objects of DeleteObjects.
func (p *placer) fromPrefixes(a *catalog.Action) {
	for _, r := range p.event.Resources {
		x, err := parseARN(r.Prefix + "*")
		if r.Prefix == "" || err != nil {
			continue
		}
		typeName, _ := x.typeOf(p.service)
		if _, ok := takes(a, typeName); ok && len(p.found[typeName]) == 0 {
			p.add(typeName, x.text)
		}
	}
}

// values are what the parameters hold for a placeholder.
func (p *placer) values(placeholder string) []string {
	wanted := parameterNames[p.service+" "+placeholder]
	if wanted == nil {
		wanted = parameterNames[placeholder]
	}
	if wanted == nil {
		wanted = []string{strings.ToLower(placeholder)}
	}
	var out []string
	p.walk(func(name, text string) {
		if slices.Contains(wanted, name) || slices.Contains(wanted, strings.TrimSuffix(name, ".")) {
			if v := settled(p.service, placeholder, text); v != "" {
				out = appendOnce(out, v)
			}
		}
	})
	slices.Sort(out)
	return out
}

// plainValue keeps ARNs, names with a qualifier and patterns from being taken for names.
var plainValue = regexp.MustCompile(`^[^:*?\s$]+$`)

// settled is the value as the ARN has it, "" when the parameter does not tell it for certain.
func settled(service, placeholder, text string) string {
	switch {
	case placeholder == "ObjectName":
		if strings.ContainsAny(text, "*?$") {
			return ""
		}
		return text
	case placeholder == "QueueName" && strings.HasPrefix(text, "https://"):
		if m := queueURL.FindStringSubmatch(text); m != nil {
			return m[2]
		}
		return ""
	case placeholder == "ParameterNameWithoutLeadingSlash":
		text = strings.TrimPrefix(text, "/")
	case placeholder == "KeyId" && !keyID.MatchString(text):
		return "" // an alias: the ARN of a key carries its id
	case service == "secretsmanager" && placeholder == "SecretId" && !secretTail.MatchString(text):
		text += "-??????"
		return text
	case ids[placeholder] != nil && placeholder != "IdentityPoolId" && !ids[placeholder].MatchString(text):
		return ""
	}
	if !plainValue.MatchString(text) {
		return ""
	}
	return text
}

// fromParameters fills the ARN of a type from the request's parameters, when they tell every part of it.
func (p *placer) fromParameters(typeName string) {
	for _, pattern := range arnPatterns(p.service, typeName) {
		if strings.Contains(pattern, "${Account}") && !p.own() {
			continue
		}
		texts := []string{pattern}
		for _, m := range placeholderForm.FindAllStringSubmatch(pattern, -1) {
			var values []string
			switch name := m[1]; name {
			case "Partition", "Region", "Account":
				values = []string{p.place(name)}
			default:
				values = p.values(name)
				if len(values) == 0 && made[p.service+" "+typeName] == name {
					values = []string{"*"}
				}
			}
			texts = replaceEach(texts, m[0], m[1], values)
		}
		for _, text := range texts {
			if !strings.Contains(text, "${") {
				p.add(typeName, text)
			}
		}
	}
}

// replaceEach puts each value in place of a placeholder; without values nothing is left.
func replaceEach(texts []string, placeholder, name string, values []string) []string {
	var out []string
	for _, text := range texts {
		for _, v := range values {
			out = append(out, strings.Replace(text, placeholder, v, 1))
			if pathed[name] && !strings.Contains(v, "/") {
				out = append(out, strings.Replace(text, placeholder, "*/"+v, 1))
			}
		}
	}
	return out
}

// own tells whether the caller is of the account whose log it is, so that resources without an ARN are of it too.
func (p *placer) own() bool {
	id := p.event.Identity.AccountID
	return p.event.Account != "" && (id == "" || id == p.event.Account)
}

// place is the event's partition, Region or account; "*" when the event does not tell.
func (p *placer) place(name string) string {
	region := p.event.Region
	switch {
	case name == "Partition" && strings.HasPrefix(region, "cn-"):
		return "aws-cn"
	case name == "Partition" && strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov"
	case name == "Partition":
		return "aws"
	case name == "Region" && region != "":
		return region
	case name == "Account" && p.own():
		return p.event.Account
	}
	return "*"
}

// complete adds the types that the action cannot do without, with wildcards for what the event does not tell.
func (p *placer) complete(action string, a *catalog.Action) {
	for _, r := range a.Resources {
		// A key pair is needed only when the request names one.
		needed := r.Required || slices.Contains(companions[action], r.Name) && r.Name != "key-pair"
		if !needed || len(p.found[r.Name]) > 0 || unusual[p.service+" "+r.Name] || oneOfRequired[p.service] && len(p.found) > 0 {
			continue
		}
		for _, pattern := range arnPatterns(p.service, r.Name) {
			p.add(r.Name, placeholderForm.ReplaceAllStringFunc(pattern, func(m string) string {
				switch name := m[2 : len(m)-1]; name {
				case "Partition", "Region", "Account":
					return p.place(name)
				default:
					if known := p.values(name); len(known) == 1 && !pathed[name] && p.own() {
						return known[0]
					}
				}
				return "*"
			}))
		}
	}
}

// copySource finds what a copy is made from: an object, or for KMS the key of the ciphertext, which events name among
// their resources.
func (p *placer) copySource(a *catalog.Action) {
	if p.service != "s3" {
		p.fromARNs(a)
		return
	}
	p.walk(func(name, text string) {
		if strings.TrimSuffix(name, ".") == "x-amz-copy-source" {
			text, _, _ = strings.Cut(strings.TrimPrefix(text, "/"), "?")
			if !strings.ContainsAny(text, "*$") && strings.Contains(text, "/") && !strings.HasPrefix(text, "arn:") {
				p.add("object", "arn:"+p.place("Partition")+":s3:::"+text)
			}
		}
	})
}

// restPlaces are the paths of API Gateway's own interface: those of one REST API where its id is known.
func restPlaces(e *trail.Event) map[string][]string {
	p := &placer{event: e, service: "apigateway", found: map[string][]string{}}
	base := "arn:" + p.place("Partition") + ":apigateway:" + p.place("Region") + "::/"
	for _, id := range p.values("RestApiId") {
		p.add("RestApi", base+"restapis/"+id)
		p.add("RestApi", base+"restapis/"+id+"/*")
	}
	if len(p.found) == 0 {
		p.add("", base+"*")
	}
	return p.found
}
