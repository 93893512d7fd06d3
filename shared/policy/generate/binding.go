package generate

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// binding is one resource, or one family of resources, that a thing stands for: values for the placeholders of ARN
// patterns, from names in the sentence or from an ARN.
type binding struct {
	vars map[string]string
	// arn is set when the binding comes from an ARN; typeName is then its resource type.
	arn      *arn
	typeName string
	// open is set when nothing was named and every value is a wildcard.
	open bool
	// conditions stand in for names that no ARN can carry, such as key aliases.
	conditions []condition
}

// bindings lists the resources a thing stands for. Given ARNs of its service count as named.
func (d *draft) bindings(t *thing, c *clause) []binding {
	var found []binding
	for holder := t; holder != nil; holder = holder.within {
		for _, text := range holder.arns {
			if a, err := parseARN(text); err == nil {
				found = append(found, d.arnBinding(t, a)...)
			}
		}
	}
	for i := range d.given {
		for _, b := range d.arnBinding(t, d.given[i]) {
			found = append(found, b)
			d.used[d.given[i].text] = true
		}
	}
	for _, vars := range d.nameVars(t, c) {
		if !slices.ContainsFunc(found, func(b binding) bool { return b.arn != nil && covers(b.vars, vars.vars) }) {
			found = append(found, vars)
		}
	}
	if len(found) == 0 {
		if vars := openVars(nameKind(t)); len(vars) > 0 {
			found = append(found, binding{vars: vars, open: true})
		}
	}
	return found
}

// covers tells whether an ARN's variables already say what a name says.
func covers(have, want map[string]string) bool {
	for k, v := range want {
		if have[k] != v && v != "*" {
			return false
		}
	}
	return true
}

// arnBinding binds an ARN when it is of one of the types of the thing's service.
func (d *draft) arnBinding(t *thing, a arn) []binding {
	typeName, vars := a.typeOf(t.service)
	if typeName == "" {
		if t.service == "iam" && a.service == "sts" || t.service == "sts" && a.service == "iam" {
			typeName, vars = a.typeOf("iam")
		}
		if typeName == "" {
			return nil
		}
	}
	return []binding{{vars: vars, arn: &a, typeName: typeName}}
}

// nameKind is the kind whose name is given when only a service is named: "S3 my-bucket".
func nameKind(t *thing) kind {
	if t.kind.name != "" {
		return t.kind
	}
	if t.service == "s3" && len(t.names) > 0 && t.folder == "" {
		k, _ := kindOf("s3", "bucket")
		return k
	}
	k, _ := primaryKind(t.service)
	return k
}

// openVars gives a wildcard for every placeholder of a kind's types.
func openVars(k kind) map[string]string {
	vars := map[string]string{}
	for _, typeName := range k.types {
		for _, p := range arnPatterns(k.service, typeName) {
			for _, m := range placeholderForm.FindAllStringSubmatch(p, -1) {
				if m[1] != "Partition" && m[1] != "Region" && m[1] != "Account" {
					vars[m[1]] = "*"
				}
			}
		}
	}
	return vars
}

// nameVars turns the names of a thing, and of what contains it, into bindings.
func (d *draft) nameVars(t *thing, c *clause) []binding {
	own := d.ownNames(t, c)
	if t.within == nil {
		return own
	}
	return combine(d.nameVars(t.within, c), own)
}

// combine binds each of one list within each of another; an empty list changes nothing.
func combine(outer, inner []binding) []binding {
	if len(outer) == 0 || len(inner) == 0 {
		return append(outer, inner...)
	}
	var both []binding
	for _, o := range outer {
		for _, i := range inner {
			vars := maps.Clone(o.vars)
			maps.Copy(vars, i.vars)
			both = append(both, binding{vars: vars, conditions: append(slices.Clone(o.conditions), i.conditions...)})
		}
	}
	return both
}

func (d *draft) ownNames(t *thing, c *clause) []binding {
	k := nameKind(t)
	var found []binding
	if t.folder != "" {
		found = append(found, folderBindings(t)...)
	}
	if t.own || c.own && t.service == "iam" && len(t.names) == 0 {
		if b, ok := ownBinding(k); ok {
			return append(found, b)
		}
	}
	if len(k.types) == 0 {
		return found
	}
	placeholder := placeholderOf(k.service, k.types[0])
	if placeholder == "" {
		return found
	}
	var named []binding
	for _, name := range t.names {
		named = append(named, d.bindName(k, placeholder, name))
	}
	return combine(named, found)
}

// ownBinding is the caller's own user, by policy variable ("IAM policy elements: Variables and tags").
func ownBinding(k kind) (binding, bool) {
	switch {
	case k.service == "iam" && slices.Contains(k.types, "user"):
		return binding{vars: map[string]string{"UserNameWithPath": "${aws:username}", "MfaTokenIdWithPath": "${aws:username}"}}, true
	case k.service == "s3":
		return binding{vars: map[string]string{"ObjectName": "${aws:username}/*"}}, true
	}
	return binding{}, false
}

// folderBindings are the things below a path: objects with a prefix, or a tree of parameters.
func folderBindings(t *thing) []binding {
	path := strings.Trim(t.folder, "/")
	if t.service == "ssm" {
		return []binding{
			{vars: map[string]string{"ParameterNameWithoutLeadingSlash": path}},
			{vars: map[string]string{"ParameterNameWithoutLeadingSlash": path + "/*"}},
		}
	}
	object := strings.TrimPrefix(t.folder, "/") + "*"
	return []binding{{vars: map[string]string{"ObjectName": object}}}
}

var (
	keyID      = regexp.MustCompile(`^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]+)$`)
	secretTail = regexp.MustCompile(`-[A-Za-z0-9]{6}$`)
	queueURL   = regexp.MustCompile(`^https://(?:sqs\.)?[^/]+/(\d{12})/([^/]+)$`)
)

// ids are forms that the id in an ARN has, where people are likely to say a name instead.
var ids = map[string]*regexp.Regexp{
	"InstanceId": regexp.MustCompile(`^m?i-[0-9a-f*?]+`), "VolumeId": regexp.MustCompile(`^vol-`), "SnapshotId": regexp.MustCompile(`^snap-`),
	"ImageId": regexp.MustCompile(`^ami-`), "SecurityGroupId": regexp.MustCompile(`^sg-`), "SubnetId": regexp.MustCompile(`^subnet-`),
	"VpcId": regexp.MustCompile(`^vpc-`), "NetworkInterfaceId": regexp.MustCompile(`^eni-`), "RouteTableId": regexp.MustCompile(`^rtb-`),
	"LaunchTemplateId": regexp.MustCompile(`^lt-`), "VpcEndpointId": regexp.MustCompile(`^vpce-`),
	"DistributionId": regexp.MustCompile(`^E[A-Z0-9*?]{5,}`), "CertificateId": keyID,
	"UserPoolId": regexp.MustCompile(`_`), "IdentityPoolId": regexp.MustCompile(`:`),
}

var hostedZoneID = regexp.MustCompile(`^Z[A-Z0-9*?]{5,}$`)

// bindName binds one name, in the form the ARN wants it.
func (d *draft) bindName(k kind, placeholder, name string) binding {
	b := binding{vars: map[string]string{placeholder: name}}
	wild := strings.ContainsAny(name, "*?")
	switch {
	case k.service == "ssm" && placeholder == "ParameterNameWithoutLeadingSlash":
		b.vars[placeholder] = strings.TrimPrefix(name, "/")
	case k.service == "secretsmanager" && !wild && !secretTail.MatchString(name):
		b.vars[placeholder] = name + "-??????"
	case k.service == "sqs" && queueURL.MatchString(name):
		m := queueURL.FindStringSubmatch(name)
		b.vars[placeholder] = m[2]
	case k.service == "kms" && placeholder == "KeyId" && !wild && !keyID.MatchString(name):
		alias := "alias/" + strings.TrimPrefix(name, "alias/")
		b.vars[placeholder] = "*"
		b.conditions = []condition{{operator: "ForAnyValue:StringEquals", key: "kms:ResourceAliases", values: []string{alias}, local: true, about: "key", words: "key alias"}}
		d.assume("The key is found by its alias " + alias + ", through the condition key kms:ResourceAliases; ARNs of keys carry only their id.")
	case k.service == "glue" && placeholder == "TableName" && strings.Count(name, ".") == 1:
		database, table, _ := strings.Cut(name, ".")
		b.vars = map[string]string{"DatabaseName": database, "TableName": table}
	case k.service == "ecs" && strings.Count(name, "/") == 1:
		cluster, rest, _ := strings.Cut(name, "/")
		b.vars = map[string]string{"ClusterName": cluster, placeholder: rest}
	case k.service == "route53" && k.name != "healthcheck" && !hostedZoneID.MatchString(name) && name != "*":
		b.vars[placeholder] = "*"
		d.assume("The ARN of a hosted zone carries its id, which \"" + name + "\" is not: every hosted zone is covered until the id is put in its place.")
	case placeholder == "AccountId":
	case ids[placeholder] != nil && !ids[placeholder].MatchString(name) && name != "*":
		b.vars[placeholder] = "*"
		if k.service == "ec2" || k.service == "ssm" {
			b.conditions = []condition{{operator: tagOperator(name), key: "aws:ResourceTag/Name", values: []string{name}, local: true, about: "resource tag", words: "Name tag"}}
			d.assume("\"" + name + "\" is not an id, so it is taken as the value of the tag Name.")
		} else {
			d.assume("The ARN of a " + k.nouns[0] + " carries its id, which \"" + name + "\" is not: every " + k.nouns[0] + " is covered until the id is put in its place.")
		}
	}
	if placeholder == "TaskId" {
		b.vars["TaskDefinitionFamilyName"] = b.vars[placeholder]
	}
	return b
}

func tagOperator(value string) string {
	if strings.ContainsAny(value, "*?") {
		return "StringLike"
	}
	return "StringEquals"
}
