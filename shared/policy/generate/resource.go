package generate

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// scope is where the resources of a clause are.
type scope struct {
	partition string
	regions   []string
	accounts  []string
}

// target is the resources of one action.
type target struct {
	resources []string
	// typeName is the resource type of the first, for the statement's id; empty for "*".
	typeName string
	// everywhere is set when a resource carries no Region, so that a Region must be asked for by condition.
	everywhere bool
	// ownerless is set when a resource carries no account though it has an owner.
	ownerless  bool
	conditions []condition
	open       bool
	// types are the resource types used, and of tells which resource is of which.
	types []string
	of    map[string]string
	// companions are those of types that the action needs besides the thing that was named.
	companions []string
}

// split separates the resources of types for which a condition's key exists from the others. The second part is empty
// when the condition suits all, the first when it suits none.
func (t target) split(suits func(typeName string) bool) (with, without target) {
	with, without = t, t
	with.resources, with.types, without.resources, without.types = nil, nil, nil, nil
	for _, r := range t.resources {
		part := &without
		if suits(t.of[r]) {
			part = &with
		}
		part.resources = append(part.resources, r)
		if part.types = appendOnce(part.types, t.of[r]); len(part.types) == 1 {
			part.typeName = t.of[r]
		}
	}
	return with, without
}

// anywhere are actions, or whole services, whose resource types are additions that do not cover the usual use, so that only "*" works
// ("CloudWatch: actions that you can define in a policy").
var anywhere = map[string]bool{
	"cloudwatch:GetMetricData": true, "cloudwatch:PutMetricData": true, "cloudwatch:ListMetrics": true, "cloudwatch:GetMetricStatistics": true,
	"ce": true, "ecs:ListTasks": true, "ecs:RegisterTaskDefinition": true, "ecs:ListServices": true, "kafka-cluster:DescribeCluster": false,
}

// unusual types are left out unless an ARN or a name is of them: most people mean the plain resource.
var unusual = map[string]bool{
	"s3 accesspoint": true, "s3 accesspointobject": true, "s3 objectlambdaaccesspoint": true, "s3 multiregionaccesspoint": true,
	"states express": true, "states labelled express": true, "states labelled execution": true,
	"lambda function alias": true, "lambda function version": true, "lambda durable execution": true, "glue catalog": true, "ec2 group": true, "ec2 license-configuration": true,
	"ssm managed-instance": true, "ssm task": true, "ssm bucket": true, "kinesis kmsKey": true, "events key": true, "events alias": true,
	"events event-busv2": true, "kms alias": false, "events rule-on-custom-event-bus": false,
}

// alternatives are services whose actions take one of the types marked required, not all.
var oneOfRequired = map[string]bool{"bedrock": true, "states": true, "elasticloadbalancing": true, "events": true, "cloudwatch": true, "s3": true}

// companions are types an action needs although the reference marks them optional.
var companions = map[string][]string{"ec2:RunInstances": {"key-pair", "volume"}, "batch:SubmitJob": {"job-definition"}}

// locate finds the resources of an action for a thing.
// An empty target means that the action has nothing to do with what was named.
func (d *draft) locate(action string, t *thing, bound []binding, in scope, levels bool) target {
	prefix, name, _ := strings.Cut(action, ":")
	service := catalog.Lookup(prefix)
	if strings.ContainsAny(name, "*?") {
		return d.locateFamily(action, t, bound, in)
	}
	a := service.Action(name)
	if len(a.Resources) == 0 || anywhere[action] || anywhere[prefix] || t.kind.name != "" && len(t.kind.types) == 0 {
		return target{resources: []string{"*"}, everywhere: true, open: true}
	}
	switch {
	case prefix == "apigateway":
		return locateAPI(bound, in)
	case action == "iam:CreateServiceLinkedRole":
		// Roles linked to services have a path of their own ("Using service-linked roles").
		return target{resources: []string{"arn:" + in.partition + ":iam::" + accountOf(in) + ":role/aws-service-role/*"}, typeName: "role", types: []string{"role"}}
	}
	var out target
	out.open = true
	for i := range bound {
		b := &bound[i]
		types, needed := d.bindTypes(a, prefix, t, b)
		if len(types) == 0 {
			continue
		}
		for _, typeName := range needed {
			out.companions = appendOnce(out.companions, typeName)
		}
		types = append(types, needed...)
		if !b.open {
			out.open = false
		}
		out.conditions = append(out.conditions, b.conditions...)
		for _, typeName := range types {
			d.addResources(&out, prefix, typeName, b, in)
		}
	}
	named := slices.ContainsFunc(bound, func(b binding) bool { return !b.open })
	if len(out.resources) == 0 && named && levels {
		d.assume(action + " does not act on what was named and is left out.")
		return target{}
	}
	if len(out.resources) == 0 {
		for _, typeName := range d.plainTypes(a, prefix, t) {
			d.addResources(&out, prefix, typeName, &binding{open: true}, in)
		}
	}
	if len(out.resources) == 0 {
		return target{resources: []string{"*"}, everywhere: true, open: true}
	}
	return out
}

// locateAPI gives the paths of REST APIs: API Gateway's actions are HTTP methods, and its resources the paths of its own
// API ("How Amazon API Gateway works with IAM").
func locateAPI(bound []binding, in scope) target {
	out := target{typeName: "RestApi", open: true, ownerless: false}
	regions := in.regions
	if len(regions) == 0 {
		regions = []string{"*"}
	}
	for _, region := range regions {
		base := "arn:" + in.partition + ":apigateway:" + region + "::/restapis"
		named := false
		for _, b := range bound {
			if b.arn != nil {
				out.add(b.arn.text, "RestApi")
				named = true
			} else if id := b.vars["RestApiId"]; id != "" && !b.open {
				out.add(base+"/"+id, "RestApi")
				out.add(base+"/"+id+"/*", "RestApi")
				named = true
			}
		}
		if named {
			out.open = false
			continue
		}
		out.add(base, "RestApi")
		out.add(base+"/*", "RestApi")
	}
	out.types = []string{"RestApi"}
	return out
}

// takes finds how an action takes a resource type.
func takes(a *catalog.Action, typeName string) (catalog.ActionResource, bool) {
	i := slices.IndexFunc(a.Resources, func(r catalog.ActionResource) bool { return r.Name == typeName })
	if i < 0 {
		return catalog.ActionResource{}, false
	}
	return a.Resources[i], true
}

// bindTypes chooses the resource types an action gets for a binding: the binding's own, or those that can be told from
// it; and the other types the action cannot do without.
func (d *draft) bindTypes(a *catalog.Action, prefix string, t *thing, b *binding) (types, needed []string) {
	if b.typeName != "" {
		if _, ok := takes(a, b.typeName); ok {
			types = []string{b.typeName}
		}
	}
	if len(types) == 0 && b.typeName == "" {
		for _, typeName := range nameKind(t).types {
			if _, ok := takes(a, typeName); ok && slices.ContainsFunc(typePlaceholders(prefix, typeName), func(n string) bool { _, ok := b.vars[n]; return ok }) {
				types = append(types, typeName)
				break
			}
		}
	}
	if len(types) == 0 {
		types = d.derived(a, prefix, b)
	}
	if len(types) == 0 {
		return nil, nil
	}
	for _, r := range a.Resources {
		if (r.Required && !oneOfRequired[prefix] || slices.Contains(companions[prefix+":"+a.Name], r.Name)) && !slices.Contains(types, r.Name) && !unusual[prefix+" "+r.Name] {
			needed = append(needed, r.Name)
		}
	}
	if len(needed) > 8 {
		needed = nil
	}
	return types, needed
}

// derived lists the types of an action that share a placeholder with a binding: first those the binding says
// everything about (the bucket of an object), else those it says a part of (the objects of a bucket).
func (d *draft) derived(a *catalog.Action, prefix string, b *binding) []string {
	var whole, part []string
	for _, r := range a.Resources {
		if unusual[prefix+" "+r.Name] && !unusual[prefix+" "+b.typeName] || !shares(prefix, r.Name, b) {
			continue
		}
		if complete(prefix, r.Name, b) {
			whole = append(whole, r.Name)
		} else {
			part = append(part, r.Name)
		}
	}
	if len(whole) > 0 {
		return whole[:1]
	}
	// Several types told in part: the required ones, else the first.
	for _, name := range part {
		if r, _ := takes(a, name); r.Required && !oneOfRequired[prefix] {
			return []string{name}
		}
	}
	if len(part) > 0 {
		return part[:1]
	}
	return nil
}

func typePlaceholders(service, typeName string) []string {
	var names []string
	for _, p := range arnPatterns(service, typeName) {
		for _, m := range placeholderForm.FindAllStringSubmatch(p, -1) {
			if m[1] != "Partition" && m[1] != "Region" && m[1] != "Account" {
				names = append(names, m[1])
			}
		}
	}
	return names
}

// shares tells whether a binding says anything about a type: the name proper, not just a common word such as an id.
func shares(service, typeName string, b *binding) bool {
	names := typePlaceholders(service, typeName)
	return slices.ContainsFunc(names, func(n string) bool { _, ok := b.vars[n]; return ok && n != "Id" && n != "Name" })
}

func complete(service, typeName string, b *binding) bool {
	return !slices.ContainsFunc(typePlaceholders(service, typeName), func(n string) bool { _, ok := b.vars[n]; return !ok })
}

// plainTypes are the types to name with wildcards when nothing was said that fits: those of the kind, the required
// ones, or all when they are few.
func (d *draft) plainTypes(a *catalog.Action, prefix string, t *thing) []string {
	var required, usual []string
	for _, r := range a.Resources {
		if unusual[prefix+" "+r.Name] {
			continue
		}
		usual = append(usual, r.Name)
		if r.Required {
			required = append(required, r.Name)
		}
	}
	for _, typeName := range t.kind.types {
		if slices.Contains(usual, typeName) && !slices.Contains(required, typeName) {
			required = append(required, typeName)
		}
	}
	switch {
	case len(required) > 0 && len(required) <= 8:
		return required
	case len(required) == 0 && len(usual) <= 3:
		return usual
	}
	return nil
}

// addResources adds the ARNs of a type for a binding.
func (d *draft) addResources(out *target, service, typeName string, b *binding, in scope) {
	if out.typeName == "" {
		out.typeName = typeName
	}
	if !slices.Contains(out.types, typeName) {
		out.types = append(out.types, typeName)
	}
	if b.arn != nil {
		for _, p := range patternsOf(service) {
			if p.typeName != typeName {
				continue
			}
			if _, ok := p.match(*b.arn); ok && (typeName == b.typeName || d.fits(service, b, typeName)) {
				out.add(b.arn.text, typeName)
				// CloudWatch Logs writes the group and all in it with a final ":*".
				if typeName == "log-group" && !strings.HasSuffix(b.arn.text, "*") {
					out.add(b.arn.text+":*", typeName)
				}
				if b.arn.region == "" || b.arn.region == "*" {
					out.everywhere = true
				}
				return
			}
		}
	}
	for _, text := range arnPatterns(service, typeName) {
		for _, resource := range fill(text, b, in) {
			if typeName == "log-group" && !strings.HasSuffix(resource, ":*") {
				resource += ":*"
			}
			out.add(resource, typeName)
		}
		parts := strings.SplitN(text, ":", 6)
		out.everywhere = out.everywhere || len(parts) < 4 || parts[3] == ""
		out.ownerless = out.ownerless || len(parts) < 5 || service == "s3" && parts[4] == ""
	}
}

// fits tells whether an ARN of another type may stand for this one: versions and aliases of functions.
func (d *draft) fits(service string, b *binding, typeName string) bool {
	return service == "lambda" && typeName == "function" && strings.HasPrefix(b.typeName, "function") || service == "states" && typeName == "statemachine"
}

func (t *target) add(resource, typeName string) {
	if !slices.Contains(t.resources, resource) {
		t.resources = append(t.resources, resource)
	}
	if t.of == nil {
		t.of = map[string]string{}
	}
	t.of[resource] = typeName
}

// fill writes the ARNs of a pattern: one for each Region and account.
func fill(text string, b *binding, in scope) []string {
	partition, regions, accounts := in.partition, in.regions, in.accounts
	if b.arn != nil {
		partition = b.arn.partition
		if b.arn.region != "" {
			regions = []string{b.arn.region}
		}
		if b.arn.account != "" {
			accounts = []string{b.arn.account}
		}
	}
	if len(regions) == 0 || !strings.Contains(text, "${Region}") {
		regions = []string{"*"}
	}
	if len(accounts) == 0 || !strings.Contains(text, "${Account}") {
		accounts = []string{"*"}
	}
	var out []string
	for _, region := range regions {
		for _, account := range accounts {
			resource := placeholderForm.ReplaceAllStringFunc(text, func(p string) string {
				switch name := p[2 : len(p)-1]; name {
				case "Partition":
					return partition
				case "Region":
					return region
				case "Account":
					return account
				default:
					if v, ok := b.vars[name]; ok {
						return v
					}
					return "*"
				}
			})
			out = append(out, resource)
		}
	}
	return out
}

// locateFamily finds the resources of a wildcard such as s3:*.
func (d *draft) locateFamily(action string, t *thing, bound []binding, in scope) target {
	prefix, name, _ := strings.Cut(action, ":")
	everywhere := target{resources: []string{"*"}, everywhere: true, open: true}
	if name != "*" && !slices.ContainsFunc(bound, func(b binding) bool { return b.arn != nil || !b.open }) {
		return everywhere
	}
	if name != "*" && !slices.ContainsFunc(catalog.Lookup(prefix).Match(name), func(a *catalog.Action) bool { return len(a.Resources) > 0 }) {
		return everywhere
	}
	var out target
	for i := range bound {
		b := &bound[i]
		if b.open {
			return everywhere
		}
		typeName := b.typeName
		if typeName == "" {
			for _, candidate := range nameKind(t).types {
				if shares(prefix, candidate, b) {
					typeName = candidate
					break
				}
			}
		}
		if typeName == "" {
			return everywhere
		}
		d.addResources(&out, prefix, typeName, b, in)
		out.conditions = append(out.conditions, b.conditions...)
		for _, text := range arnPatterns(prefix, typeName) {
			if separator := extension(prefix, text); separator != "" {
				for _, resource := range slices.Clone(out.resources) {
					if !strings.HasSuffix(resource, "*") {
						out.add(resource+separator+"*", typeName)
					}
				}
			}
		}
	}
	if len(out.resources) == 0 {
		return everywhere
	}
	return out
}

// extension tells how the ARNs of things inside a resource go on after the resource's own: "/" or ":".
func extension(service, text string) string {
	s := catalog.Lookup(service)
	for i := range s.ResourceTypes {
		for _, other := range s.ResourceTypes[i].ARNs() {
			if rest, ok := strings.CutPrefix(other, text); ok && rest != "" && (rest[0] == '/' || rest[0] == ':') {
				return rest[:1]
			}
		}
	}
	return ""
}
