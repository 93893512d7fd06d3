package complete

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// values offers what a condition key can be compared with.
func (c *completer) values() {
	name := c.t.text(c.at.key)
	op := parseOperator(c.t.text(c.at.operator))
	if op.Type() == typeNull {
		c.choices([]choice{{"true", "The key must be missing from the request."}, {"false", "The key must be there."}})
		return
	}
	key := c.lookupKey(name)
	switch {
	case op.Type() == typeBool, op.Operator == nil && key != nil && key.ElementType() == typeBool:
		c.choices([]choice{{"true", ""}, {"false", ""}})
		return
	case op.Type() == typeDate:
		c.blank("YYYY-MM-DDThh:mm:ssZ", "point in time", "A date, or a date and time of ISO 8601, in UTC unless it names a time zone.")
		c.blank("YYYY-MM-DD", "day", "A date means its first moment, in UTC.")
		return
	case op.Type() == typeIP:
		c.addresses(name)
		return
	}
	c.knownValues(name, key)
	if op.Type() == typeARN || key != nil && key.ElementType() == typeARN {
		c.arns(c.patternsOfKey(name))
	}
}

// choice is one of the values a key can have.
type choice struct{ value, about string }

// choices offers values that are not listed beside the cursor already.
func (c *completer) choices(list []choice) {
	for _, v := range list {
		if !c.listed(v.value) {
			c.offer(Item{Label: v.value, Kind: ItemValue, Documentation: v.about, Insert: v.value, Stops: blanks(v.value)})
		}
	}
}

// listed reports whether the list around the cursor has the text already.
func (c *completer) listed(text string) bool {
	found := false
	key := c.at.key
	if key == none {
		key = c.at.types
	}
	c.t.strings(key, func(_ int32, other string) { found = found || other == text })
	return found
}

// blank offers a form to be written over.
func (c *completer) blank(form, detail, documentation string) {
	c.offer(Item{
		Label: form, Kind: ItemValue, Detail: detail, Documentation: documentation, Insert: form, Stops: []Stop{{0, len(form)}},
	})
}

// addresses offers the forms of address ranges; private ones for the key that
// knows private addresses. The examples are those set aside for documentation
// (RFC 5737, RFC 3849) and for private networks (RFC 1918, RFC 4193).
func (c *completer) addresses(key string) {
	list := []choice{
		{"203.0.113.0/24", "A range of IPv4 addresses: put your own."},
		{"203.0.113.10/32", "One IPv4 address: put your own."},
		{"2001:db8::/32", "A range of IPv6 addresses: put your own."},
	}
	if strings.EqualFold(key, "aws:VpcSourceIp") || strings.EqualFold(key, "aws:Ec2InstanceSourcePrivateIPv4") {
		list = []choice{
			{"10.0.0.0/8", "Private IPv4 addresses, the largest block."},
			{"172.16.0.0/12", "Private IPv4 addresses."},
			{"192.168.0.0/16", "Private IPv4 addresses, the smallest block."},
			{"fd00::/8", "Private IPv6 addresses."},
		}
	}
	for _, v := range list {
		if !c.listed(v.value) {
			c.offer(Item{Label: v.value, Kind: ItemValue, Documentation: v.about, Insert: v.value, Stops: []Stop{{0, len(v.value)}}})
		}
	}
}

// knownValues offers the values of keys that have few, from the table and from the
// key's own description, and forms for keys that hold accounts and the like.
func (c *completer) knownValues(name string, key *catalog.ConditionKey) {
	folded := strings.ToLower(name)
	if list, ok := keyValues[folded]; ok {
		c.choices(list)
		return
	}
	switch folded {
	case "aws:requestedregion", "ec2:region", "kms:primaryregion", "kms:replicaregion", "s3:locationconstraint", "ec2:vpceserviceregion":
		for _, r := range regions {
			if r.partition == c.filled().partition && !c.listed(r.code) {
				c.offer(Item{Label: r.code, Kind: ItemValue, Detail: r.name, Insert: r.code})
			}
		}
		return
	case "iam:passedtoservice", "iam:awsservicename", "aws:calledvia", "aws:calledviafirst", "aws:calledvialast",
		"aws:principalservicename", "aws:principalservicenameslist", "ec2:authorizedservice", "kms:granteeserviceprincipal":
		c.servicePrincipals()
		return
	case "kms:viaservice":
		c.viaServices()
		return
	}
	if form, ok := c.formOf(folded); ok {
		c.offerForm(form)
	}
	if key != nil {
		for _, v := range enumerated(key.Description) {
			if !c.listed(v) {
				c.offer(Item{Label: v, Kind: ItemValue, Insert: v})
			}
		}
	}
}

// offerForm offers one form with the pieces to fill in.
func (c *completer) offerForm(form choice) {
	c.offer(Item{Label: form.value, Kind: ItemValue, Documentation: form.about, Insert: form.value, Stops: blanks(form.value)})
}

// formOf is the form of values that only the author knows.
func (c *completer) formOf(key string) (choice, bool) {
	account := c.filled().account
	if account == "" {
		account = "${Account}"
	}
	switch {
	case strings.HasSuffix(key, "account") && strings.Contains(key, ":"):
		return choice{account, "The 12 digits of an account id."}, true
	case strings.HasSuffix(key, "orgid"):
		return choice{"${o-OrganizationId}", "The id of an organization in AWS Organizations: o- and ten or more letters and digits."}, true
	case strings.HasSuffix(key, "orgpaths"):
		return choice{"${o-OrganizationId}/${r-RootId}/${ou-OrganizationalUnitId}/*", "The path of an organizational unit, with * for what is below it."}, true
	case strings.HasSuffix(key, "sourcevpc"), strings.HasSuffix(key, ":vpcid"):
		return choice{"${vpc-VpcId}", "The id of a VPC."}, true
	case strings.HasSuffix(key, "sourcevpce"):
		return choice{"${vpce-EndpointId}", "The id of a VPC endpoint."}, true
	}
	return choice{}, false
}

// viaServices offers the services of kms:ViaService: "AWS KMS condition keys" in
// the AWS Key Management Service Developer Guide.
func (c *completer) viaServices() {
	region := c.filled().region
	if region == "" {
		region = "${Region}"
	}
	for _, service := range [...]string{
		"s3", "dynamodb", "ec2", "rds", "lambda", "secretsmanager", "sns", "sqs", "ssm", "kinesis", "firehose", "logs", "glue",
		"redshift", "elasticfilesystem", "fsx", "backup", "dms", "es", "cloudtrail", "codebuild", "ecr", "sagemaker", "athena", "ses", "workspaces",
	} {
		value := service + "." + region + ".amazonaws.com"
		if !c.listed(value) {
			c.offer(Item{Label: value, Kind: ItemValue, Detail: catalog.ServiceName(service), Insert: value, Stops: blanks(value)})
		}
	}
}

// enumerated are the values that a key's description lists in parentheses, as in
// "(default, dedicated, or host)".
func enumerated(description string) []string {
	open := strings.IndexByte(description, '(')
	if open < 0 {
		return nil
	}
	end := strings.IndexByte(description[open:], ')')
	if end < 0 {
		return nil
	}
	inner := strings.ReplaceAll(description[open+1:open+end], ", or ", ", ")
	inner = strings.ReplaceAll(inner, " or ", ", ")
	values := strings.Split(inner, ", ")
	if len(values) < 2 {
		return nil
	}
	for _, v := range values {
		if v == "" || strings.ContainsAny(v, " '\"\\:;") {
			return nil
		}
	}
	return values
}

// patternsOfKey are the forms of the ARNs that a key holds.
func (c *completer) patternsOfKey(name string) []pattern {
	folded := strings.ToLower(name)
	switch {
	case folded == "aws:principalarn":
		return principalPatterns[:3]
	case folded == "aws:sourcearn":
		return c.patternsOfCallers()
	case folded == "iam:policyarn", folded == "iam:permissionsboundary":
		return append(c.patternsOfType("iam", "policy"), managedPolicy)
	case strings.Contains(folded, "kmskey"), strings.Contains(folded, "kms-key"):
		return c.patternsOfType("kms", "key")
	case strings.Contains(folded, "lambda:functionarn"), strings.HasSuffix(folded, "sourcefunctionarn"):
		return c.patternsOfType("lambda", "function")
	case strings.HasSuffix(folded, ":vpc"):
		return c.patternsOfType("ec2", "vpc")
	case strings.HasSuffix(folded, ":subnet"):
		return c.patternsOfType("ec2", "subnet")
	case strings.HasSuffix(folded, "sourceinstancearn"):
		return c.patternsOfType("ec2", "instance")
	case strings.HasSuffix(folded, "instanceprofile"):
		return c.patternsOfType("iam", "instance-profile")
	}
	if s := catalog.Lookup(keyPrefix(folded)); s != nil {
		return c.patternsFor(s.Prefix, nil)
	}
	return nil
}

var managedPolicy, _ = newPattern("arn:${Partition}:iam::aws:policy/${ManagedPolicyName}", "AWS managed policy", "A policy that AWS keeps.")

func (c *completer) patternsOfType(prefix, typ string) []pattern {
	s := catalog.Lookup(prefix)
	if s == nil {
		return nil
	}
	t := s.ResourceType(typ)
	if t == nil {
		return nil
	}
	return patternsOf(s, t, "")
}

// patternsOfCallers are the ARNs of resources for which the service principals of
// the statement make requests: a topic's for sns.amazonaws.com.
func (c *completer) patternsOfCallers() []pattern {
	var out []pattern
	for _, caller := range c.statement().callers {
		service, _, _ := strings.Cut(caller, ".")
		out = append(out, c.patternsFor(service, nil)...)
	}
	return out
}
