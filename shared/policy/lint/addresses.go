package lint

import (
	"net/netip"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var addressCodes = []CodeInfo{
	{
		Code: "TYPE_MISMATCH_IP_RANGE", Type: TypeError, Title: "Type mismatch IP range",
		What:    "The value of an IP address condition is not an address or a CIDR range.",
		Example: `{"IpAddress": {"aws:SourceIp": "203.0.113.0-203.0.113.9"}}`,
		Fix:     "Write the range in CIDR form: 203.0.113.0/28.",
	},
	{
		Code: "IMPROVE_IP_RANGE", Type: TypeSuggestion, Title: "Improve IP range",
		What:    "The address has bits beyond its prefix length, which are ignored.",
		Example: `{"IpAddress": {"aws:SourceIp": "203.0.113.7/24"}}`,
		Fix:     "Write the first address of the range: 203.0.113.0/24.",
	},
	{
		Code: "PRIVATE_IP_ADDRESS", Type: TypeError, Title: "Private IP address",
		What:    "aws:SourceIp is always a public address, so a condition on private ranges only never matches.",
		Example: `{"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}`,
		Fix:     "Use public ranges, or aws:VpcSourceIp with aws:SourceVpc for requests through a VPC endpoint.",
	},
	{
		Code: "PRIVATE_NOT_IP_ADDRESS", Type: TypeError, Title: "Private NotIpAddress",
		What:    "aws:SourceIp is always a public address, so excluding private ranges only excludes nothing.",
		Example: `{"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}`,
		Fix:     "Use public ranges, or aws:VpcSourceIp with aws:SourceVpc for requests through a VPC endpoint.",
	},
	{
		Code: "PRIVATE_IP_ADDRESS_SUBSET", Type: TypeSuggestion, Title: "Private IP address subset",
		What:    "Some of the ranges are private; aws:SourceIp never matches them.",
		Example: `{"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"]}}`,
		Fix:     "Remove the private ranges, or test them with aws:VpcSourceIp.",
	},
	{
		Code: "PRIVATE_NOT_IP_ADDRESS_SUBSET", Type: TypeSuggestion, Title: "Private NotIpAddress subset",
		What:    "Some of the ranges are private; aws:SourceIp never matches them.",
		Example: `{"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"]}}`,
		Fix:     "Remove the private ranges, or test them with aws:VpcSourceIp.",
	},
}

// privateRanges are the addresses that no request to a public endpoint comes
// from: RFC 1918, RFC 4193, loopback and link-local.
var privateRanges = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"),
	netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("fc00::/7"), netip.MustParsePrefix("fe80::/10"), netip.MustParsePrefix("::1/128"),
}

// checkAddresses checks the values of IP address conditions.
func (l *linter) checkAddresses(s *statement, c *condition) {
	if c.family != familyIP {
		return
	}
	values := c.key.Values.Values
	private, total := 0, 0
	for i := range values {
		v := &values[i]
		if l.variables && strings.Contains(v.Text, "${") {
			continue
		}
		p, ok := parseRange(v.Text)
		if !ok {
			l.add("TYPE_MISMATCH_IP_RANGE", l.conditionPath(s, c, i), v.Span, "%s is not an IP address or a CIDR range.", describe(v.Text))
			continue
		}
		total++
		if isPrivate(p) {
			private++
		}
		if masked := p.Masked(); masked != p {
			l.hostBits(s, c, i, masked)
		}
	}
	if private == 0 || !c.is("aws:SourceIp") {
		return
	}
	code := "PRIVATE_IP_ADDRESS"
	message := "aws:SourceIp is never a private address, so the condition never matches."
	if c.negated {
		code, message = "PRIVATE_NOT_IP_ADDRESS", "aws:SourceIp is never a private address, so the condition excludes nothing."
	}
	if private < total {
		code += "_SUBSET"
		message = "Some of the ranges are private; aws:SourceIp never matches those. Use aws:VpcSourceIp for them."
	}
	l.add(code, l.conditionPath(s, c, -1), c.key.Values.Span, "%s", message)
}

// hostBits reports an address with bits beyond its prefix. AWS ignores them in
// IPv4; an IPv6 range that has some is refused by IAM, and matches nothing where
// it is stored.
func (l *linter) hostBits(s *statement, c *condition, i int, masked netip.Prefix) {
	v := &c.key.Values.Values[i]
	f := l.add("IMPROVE_IP_RANGE", l.conditionPath(s, c, i), v.Span, "%s means %s: bits after the prefix length are ignored.", clip(v.Text), masked)
	if v.IsString() {
		f.Fix = replaceText(v, masked.String(), "Write "+masked.String())
	}
	if masked.Addr().Is6() && l.isIAM() {
		l.malformed(l.conditionPath(s, c, i), v.Span, "IAM refuses the IPv6 range %s, which has bits after its prefix length.", clip(v.Text))
	}
}

func isPrivate(p netip.Prefix) bool {
	for _, r := range privateRanges {
		if p.Bits() >= r.Bits() && r.Contains(p.Addr()) {
			return true
		}
	}
	return false
}

// parseRange reads an address or CIDR range. AWS takes leading zeros, which the
// standard parser refuses.
func parseRange(s string) (netip.Prefix, bool) {
	if len(s) > 64 {
		return netip.Prefix{}, false
	}
	address, bits, hasBits := strings.Cut(s, "/")
	if !strings.Contains(address, ":") {
		parts := strings.Split(address, ".")
		for i, part := range parts {
			if trimmed := strings.TrimLeft(part, "0"); part != "" {
				parts[i] = trimmed
				if trimmed == "" {
					parts[i] = "0"
				}
			}
		}
		address = strings.Join(parts, ".")
	} else if strings.Contains(address, ".") {
		return netip.Prefix{}, false
	}
	addr, err := netip.ParseAddr(address)
	if err != nil || addr.Zone() != "" {
		return netip.Prefix{}, false
	}
	if !hasBits {
		return netip.PrefixFrom(addr, addr.BitLen()), true
	}
	bits = strings.TrimPrefix(bits, "+")
	if !between(bits, 0, int64(addr.BitLen())) {
		return netip.Prefix{}, false
	}
	n := 0
	for i := 0; i < len(bits); i++ {
		n = n*10 + int(bits[i]-'0')
	}
	return netip.PrefixFrom(addr, n), true
}

// checkFormats checks values whose key prescribes their form.
func (l *linter) checkFormats(s *statement, c *condition, i int) {
	v := &c.key.Values.Values[i]
	if c.family != familyString || !v.IsString() || l.variables && strings.Contains(v.Text, "${") {
		return
	}
	pattern := c.like && policy.HasWildcard(v.Text)
	path := func() string { return l.conditionPath(s, c, i) }
	switch {
	case c.is("aws:SourceVpc"):
		if !pattern && !isNetworkID(v.Text, "vpc-") {
			l.add("INVALID_VPC_FORMAT", path(), v.Span, "%s is not a VPC id: vpc- and 8 or 17 letters or digits.", describe(v.Text))
		}
	case c.is("aws:SourceVpce"):
		if !pattern && !isNetworkID(v.Text, "vpce-") {
			l.add("INVALID_VPCE_FORMAT", path(), v.Span, "%s is not a VPC endpoint id: vpce- and 8 or 17 letters or digits.", describe(v.Text))
		}
	case c.is("aws:RequestedRegion"):
		if !pattern && !isRegion(v.Text) {
			l.add("INVALID_REGION", path(), v.Span, "There is no Region %s.", describe(v.Text))
		}
	case servicePrincipalKeys[c.name]:
		l.checkServicePrincipalValue(path, v, pattern)
	case kmsKeyKeys[c.name]:
		if !pattern && !isKeyARN(v.Text) {
			l.add("INVALID_KMS_KEY_VALUE", path(), v.Span, "%s is not the ARN of a KMS key.", describe(v.Text))
		}
	}
}

func isNetworkID(s, prefix string) bool {
	id, ok := strings.CutPrefix(s, prefix)
	if !ok || len(id) != 8 && len(id) != 17 {
		return false
	}
	for i := 0; i < len(id); i++ {
		if !isAlphanumeric(id[i]) {
			return false
		}
	}
	return true
}

// servicePrincipalKeys are the keys whose values are service principals, from
// "AWS global condition context keys" and the services' own pages.
var servicePrincipalKeys = map[string]bool{
	"aws:calledvia": true, "aws:calledviafirst": true, "aws:calledvialast": true,
	"aws:principalservicename": true, "aws:principalservicenameslist": true,
	"iam:passedtoservice": true, "iam:awsservicename": true, "kms:viaservice": true,
}

// checkServicePrincipalValue checks a value that must be a service principal, or
// a pattern that some service principal matches.
func (l *linter) checkServicePrincipalValue(path func() string, v *policy.Value, pattern bool) {
	if pattern {
		for _, domain := range [...]string{"*.amazonaws.com", "*.amazonaws.com.cn", "*.amazon.com", "*.aws.internal", "*.amazonaws.eu"} {
			if overlaps(v.Text, domain) {
				return
			}
		}
	} else if servicePrincipal(v.Text) {
		return
	}
	l.badServicePrincipal(path(), v)
}

// kmsKeyKeys are the keys whose value is a KMS key's ARN, from "Actions,
// resources, and condition keys" of each service.
var kmsKeyKeys = map[string]bool{
	"s3:x-amz-server-side-encryption-aws-kms-key-id": true,
	"secretsmanager:kmskeyarn":                       true,
}

func isKeyARN(s string) bool {
	a, ok := policy.ParseARN(s)
	return ok && a.Service == "kms" && policy.IsAccountID(a.Account) && (namedAfter(a.Resource, "key/") || namedAfter(a.Resource, "alias/"))
}
