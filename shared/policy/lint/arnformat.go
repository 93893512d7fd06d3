package lint

import (
	"strings"
	"sync"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// arnServices lists, for services in ARNs that are not service prefixes or whose
// own page does not list all their ARNs, the prefixes whose pages do. A test
// compares the table with the catalog.
var arnServices = map[string][]string{
	"apigateway":               {"apigateway", "wafv2"},
	"catalog":                  {"servicecatalog"},
	"compute-optimizer":        {"compute-optimizer", "aco-automation"},
	"ecs":                      {"ecs", "ssm"},
	"elastic-inference":        {"ec2"},
	"iam":                      {"iam", "sts"},
	"qdeveloper":               {"qdeveloper", "q"},
	"route53-recovery-control": {"route53-recovery-cluster", "route53-recovery-control-config"},
	"vpc-lattice":              {"vpc-lattice", "vpc-lattice-svcs"},
	"wisdom":                   {"wisdom", "connect"},
}

// arnFormat is the ARN of a resource type, its variable parts written as "*".
type arnFormat struct {
	prefix, typeName          string // the service prefix and resource type it is listed under
	region, account, resource string
	plain                     string // what the resource begins with before its first "*"
	noSlash                   bool   // names of the type hold no slash
}

// formatCache remembers the formats of each service in ARNs.
var formatCache = catalog.Derived(func() *sync.Map { return new(sync.Map) }) // string → []arnFormat

// arnFormats returns the formats of the ARNs that name the service. There are none
// for services without resource types.
func arnFormats(service string) []arnFormat {
	kept := formatCache()
	if cached, ok := kept.Load(service); ok {
		return cached.([]arnFormat)
	}
	prefixes, ok := arnServices[service]
	if !ok {
		prefixes = []string{service}
	}
	var formats []arnFormat
	for _, prefix := range prefixes {
		s := catalog.Lookup(prefix)
		if s == nil {
			continue
		}
		for i := range s.ResourceTypes {
			if f, ok := newFormat(s.Prefix, &s.ResourceTypes[i]); ok && f.service == service {
				formats = append(formats, f.arnFormat)
			}
		}
	}
	if catalog.Known(service) || ok { // never remember what a hostile document makes up
		kept.Store(service, formats)
	}
	return formats
}

type serviceFormat struct {
	arnFormat
	service string
}

func newFormat(prefix string, t *catalog.ResourceType) (serviceFormat, bool) {
	parts := strings.SplitN(globbed(t.ARN), ":", 6)
	if len(parts) != 6 {
		return serviceFormat{}, false
	}
	f := arnFormat{prefix: prefix, typeName: t.Name, region: parts[3], account: parts[4], resource: parts[5]}
	f.plain, _, _ = strings.Cut(f.resource, "*")
	f.noSlash = prefix == "s3" && t.Name == "bucket" // "Bucket naming rules", Amazon S3 User Guide
	return serviceFormat{arnFormat: f, service: parts[2]}, true
}

// globbed writes "*" for every ${…} of a text.
func globbed(s string) string {
	if !strings.Contains(s, "${") {
		return s
	}
	var b strings.Builder
	for {
		start := strings.Index(s, "${")
		if start < 0 {
			break
		}
		b.WriteString(s[:start])
		b.WriteByte('*')
		end := strings.IndexByte(s[start:], '}')
		if end < 0 {
			return b.String()
		}
		s = s[start+end+1:]
	}
	b.WriteString(s)
	return b.String()
}

// field reports whether a part of a policy's ARN can be that part of the format:
// "" where the format has none, something where it varies.
func field(format, value string) bool {
	switch {
	case format == value || value == "*":
		return true
	case format == "*":
		return value != ""
	case value == "":
		return false
	}
	return overlaps(value, format)
}

// fits reports whether an ARN of the format exists that the policy's ARN matches.
func (f *arnFormat) fits(r *resource) bool {
	return f.fitsResource(r.arn.Resource) && field(f.region, r.arn.Region) && field(f.account, r.arn.Account)
}

func (f *arnFormat) fitsResource(value string) bool {
	if value == "*" || len(value) > longPattern {
		return true
	}
	if f.noSlash && strings.IndexByte(value, '/') >= 0 {
		return false
	}
	// Most formats differ in how their resource begins: look at that first.
	n := strings.IndexAny(value, "*?$")
	if n < 0 {
		n = len(value)
	}
	if n = min(n, len(f.plain)); value[:n] != f.plain[:n] {
		return false
	}
	return overlaps(value, f.resource)
}

// checkARNFormat compares an ARN with the formats of its service.
func (l *linter) checkARNFormat(s *statement, r *resource) {
	formats := arnFormats(r.arn.Service)
	if len(formats) == 0 {
		return
	}
	var resourceFits, regionFits, accountFits bool
	var regionEmpty, accountEmpty bool
	for i := range formats {
		f := &formats[i]
		if !f.fitsResource(r.arn.Resource) {
			continue
		}
		region, account := field(f.region, r.arn.Region), field(f.account, r.arn.Account)
		if region && account {
			return
		}
		resourceFits = true
		regionFits = regionFits || region
		accountFits = accountFits || account
		regionEmpty = regionEmpty || f.region == ""
		accountEmpty = accountEmpty || f.account == ""
	}
	path, span, service := l.resourcePath(s, r), r.value.Span, r.arn.Service
	switch {
	case !resourceFits && isUnpublished(service, r.arn.Resource):
		return
	case !resourceFits:
		l.add("INVALID_ARN_RESOURCE", path, span, "%s matches no kind of resource of %s.", clip(r.arn.Resource), service)
		return
	case !regionFits && r.arn.Region == "":
		l.add("MISSING_ARN_REGION", path, span, "ARNs of this %s resource have a Region; write one, or *.", service)
	case !regionFits && regionEmpty:
		fixed := r.arn
		fixed.Region = ""
		f := l.add("ARN_REGION_NOT_ALLOWED", path, span, "ARNs of this %s resource have no Region.", service)
		f.Fix = replaceText(r.value, fixed.String(), "Remove the Region")
	}
	switch {
	case accountFits, r.arn.Account == "" && withoutAccount(service, r.arn.Resource):
	case r.arn.Account == "":
		l.add("MISSING_ARN_ACCOUNT", path, span, "ARNs of this %s resource have an account id; write 12 digits, or *.", service)
	case accountEmpty:
		fixed := r.arn
		fixed.Account = ""
		f := l.add("ARN_ACCOUNT_NOT_ALLOWED", path, span, "ARNs of this %s resource have no account id.", service)
		f.Fix = replaceText(r.value, fixed.String(), "Remove the account id")
	}
}
