package generate

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// condition is one test of the request's context ("IAM JSON policy elements: Condition operators", "AWS global
// condition context keys").
type condition struct {
	operator, key string
	values        []string
	// local conditions belong to their clause alone; others to all clauses of the sentence with the same effect.
	local bool
	// about tells what an action must support for the key to be in its context: "resource tag", "request tag", "key";
	// empty for keys that every request has.
	about string
	// pinned conditions on a resource's tag never become conditions on a tag in the request.
	pinned bool
	// words are said in explanations.
	words string
}

// readCondition reads a condition at the current token and gives it to the clause. It returns how many tokens it took.
func (p *parser) readCondition() int {
	for _, read := range []func() int{p.readMFA, p.readAddress, p.readRegion, p.readTags, p.readTransport, p.readNetwork, p.readTime, p.readMatching, p.readService} {
		if n := read(); n > 0 {
			p.naming = noClass
			return n
		}
	}
	return 0
}

func (p *parser) addCondition(c condition) {
	for i := range p.cur.conditions {
		o := &p.cur.conditions[i]
		if o.operator == c.operator && o.key == c.key && c.operator != "Bool" {
			o.values = append(o.values, c.values...)
			return
		}
	}
	p.cur.conditions = append(p.cur.conditions, c)
}

// matchWords matches a pattern of words at an offset: alternatives are separated by |, optional words end in ?. It
// returns how many tokens it took, or 0.
func (p *parser) matchWords(from int, pattern string) int {
	at := from
	for _, element := range strings.Fields(pattern) {
		optional := strings.HasSuffix(element, "?")
		options := strings.Split(strings.TrimSuffix(element, "?"), "|")
		if at < len(p.tokens) && p.tokens[at].kind == wordToken && slices.Contains(options, p.tokens[at].low) {
			at++
		} else if !optional {
			return 0
		}
	}
	return at - from
}

func (p *parser) matchAny(from int, patterns ...string) int {
	for _, pattern := range patterns {
		if n := p.matchWords(from, pattern); n > 0 {
			return n
		}
	}
	return 0
}

// before tells whether one of the words stands just before the current token.
func (p *parser) before(words ...string) bool {
	return p.at > 0 && slices.Contains(words, p.tokens[p.at-1].low)
}

// turned takes the flag that "unless" or "without" has set.
func (p *parser) turned() bool {
	turned := p.unless
	p.unless = false
	return turned
}

func (p *parser) readMFA() int {
	n := p.matchAny(p.at, "mfa|2fa", "multi-factor|multifactor|two-factor authentication?|auth?", "multi factor authentication?|auth?", "two factor authentication?|auth?", "aws:multifactorauthpresent")
	if n == 0 || p.matchWords(p.at+n, "device|devices|token|tokens") > 0 && !p.before("with", "without", "using") {
		return 0
	}
	n += p.matchWords(p.at+n, "device|devices|authentication|authenticated|enabled|token|session|sessions")
	absent := p.before("no", "lacking")
	if m := p.matchAny(p.at+n, "is|was|are not|never present|used|active|enabled|set?", "isn't|wasn't present|used|active|enabled?", "is absent|missing|false|off", "not present|used|enabled|active"); m > 0 {
		n, absent = n+m, true
	} else if m := p.matchAny(p.at+n, "is|was present|used|active|enabled|required|on|true", "required|present|enabled"); m > 0 {
		n += m
	}
	if m, seconds := p.age(p.at + n); m > 0 {
		p.addCondition(condition{operator: "NumericLessThan", key: "aws:MultiFactorAuthAge", values: []string{seconds}, words: "MFA within " + seconds + " seconds"})
		return n + m
	}
	// Unless: what is denied without MFA, or (said of an allowance) the same as with it.
	without := absent != p.turned()
	switch {
	case without && p.cur.effect == deny:
		p.addCondition(condition{operator: "BoolIfExists", key: "aws:MultiFactorAuthPresent", values: []string{"false"}, words: "no MFA"})
	case without && absent:
		// "even if MFA is not present" asks for nothing.
	default:
		p.addCondition(condition{operator: "Bool", key: "aws:MultiFactorAuthPresent", values: []string{"true"}, words: "MFA"})
	}
	return n
}

// age reads "within the last 30 minutes".
func (p *parser) age(from int) (int, string) {
	n := p.matchAny(from, "within|in the? last|past?", "not? older than", "less than")
	if n == 0 || from+n+1 >= len(p.tokens) {
		return 0, ""
	}
	number, err := strconv.Atoi(p.tokens[from+n].low)
	if p.matchWords(from+n, "hour|minute") > 0 {
		number, err = 1, nil
		n--
	}
	if err != nil || number <= 0 || number > 1_000_000 {
		return 0, ""
	}
	unit := map[string]int{"second": 1, "minute": 60, "hour": 3600, "day": 86400}[singular(p.tokens[from+n+1].low)]
	if unit == 0 {
		return 0, ""
	}
	return n + 2, strconv.Itoa(number * unit)
}

func (p *parser) readAddress() int {
	n := p.matchAny(p.at, "ip|ips addresses|address|range|ranges|block|blocks?", "cidr|cidrs block|blocks|range|ranges?", "source ip|ips address|addresses|range?", "addresses|address", "network|networks|subnet|range|ranges")
	at := p.at + n
	if at >= len(p.tokens) || p.tokens[at].kind != cidrToken {
		return 0
	}
	var public, private []string
	for at < len(p.tokens) {
		t := p.tokens[at]
		joined := t.low == "," || t.low == "and" || t.low == "or"
		if joined && at+1 < len(p.tokens) && p.tokens[at+1].kind == cidrToken {
			at++
			continue
		}
		if t.kind != cidrToken {
			break
		}
		text, own := addressRange(t.text)
		if own {
			private = append(private, text)
		} else {
			public = append(public, text)
		}
		at++
	}
	turned := p.turned() || p.before("not", "outside", "except")
	operator := "IpAddress"
	if turned {
		operator = "NotIpAddress"
	}
	if len(public) > 0 {
		p.addCondition(condition{operator: operator, key: "aws:SourceIp", values: public, words: "source address"})
	}
	if len(private) > 0 {
		p.addCondition(condition{operator: operator, key: "aws:VpcSourceIp", values: private, words: "private source address"})
		p.out.notes = append(p.out.notes, "Private addresses ("+strings.Join(private, ", ")+") never appear in aws:SourceIp; aws:VpcSourceIp is used, which is present only for requests through a VPC endpoint.")
	}
	return at - p.at
}

// addressRange writes an address as a range, and tells whether it is private.
func addressRange(text string) (string, bool) {
	if prefix, err := netip.ParsePrefix(text); err == nil {
		return prefix.Masked().String(), prefix.Addr().IsPrivate()
	}
	addr, err := netip.ParseAddr(text)
	if err != nil {
		return text, false
	}
	return netip.PrefixFrom(addr, addr.BitLen()).String(), addr.IsPrivate()
}

// regionNames are what people call the Regions ("Regions and Zones", AWS General Reference).
var regionNames = map[string]string{
	"virginia": "us-east-1", "n. virginia": "us-east-1", "ohio": "us-east-2", "oregon": "us-west-2", "ireland": "eu-west-1", "london": "eu-west-2",
	"paris": "eu-west-3", "frankfurt": "eu-central-1", "zurich": "eu-central-2", "stockholm": "eu-north-1", "milan": "eu-south-1", "spain": "eu-south-2",
	"tokyo": "ap-northeast-1", "seoul": "ap-northeast-2", "osaka": "ap-northeast-3", "singapore": "ap-southeast-1", "sydney": "ap-southeast-2",
	"jakarta": "ap-southeast-3", "melbourne": "ap-southeast-4", "mumbai": "ap-south-1", "hyderabad": "ap-south-2", "montreal": "ca-central-1",
	"bahrain": "me-south-1", "tel aviv": "il-central-1",
}

func (p *parser) region(at int) string {
	if at >= len(p.tokens) {
		return ""
	}
	if t := p.tokens[at]; t.kind == regionToken {
		return t.text
	} else if t.kind == wordToken && t.capitalised() {
		return regionNames[t.low]
	}
	return ""
}

func (p *parser) readRegion() int {
	n := p.matchAny(p.at, "in|from|to|within the? aws? region|regions", "the? aws? region|regions", "in|within")
	at := p.at + n
	if p.region(at) == "" || p.lastThing && n == 0 && p.tokens[at].kind != regionToken {
		return 0
	}
	var regions []string
	for at < len(p.tokens) {
		if r := p.region(at); r != "" {
			regions = append(regions, r)
			at++
			continue
		}
		if low := p.tokens[at].low; (low == "," || low == "and" || low == "or") && p.region(at+1) != "" {
			at++
			continue
		}
		if low := p.tokens[at].low; low == "," && at+2 < len(p.tokens) && (p.tokens[at+1].low == "and" || p.tokens[at+1].low == "or") && p.region(at+2) != "" {
			at += 2
			continue
		}
		break
	}
	at += p.matchWords(at, "region|regions only?")
	if p.turned() {
		p.cur.outside = append(p.cur.outside, regions...)
	} else {
		p.cur.regions = append(p.cur.regions, regions...)
	}
	return at - p.at
}

func (p *parser) readTransport() int {
	n := p.matchAny(p.at, "tls", "ssl", "https", "secure transport|connection|connections|transports", "encrypted connection|connections|transport|traffic", "encryption in transit", "encrypted in transit", "in-transit encryption")
	insecure := false
	if n == 0 {
		n = p.matchAny(p.at, "plain http", "unencrypted|insecure http|connection|connections|transport|traffic", "http only?")
		insecure = n > 0
	}
	if n == 0 {
		return 0
	}
	n += p.matchWords(p.at+n, "connection|connections|only|requests|traffic")
	// "certificate" belongs to another service.
	if p.matchWords(p.at+n, "certificate|certificates") > 0 {
		return 0
	}
	for p.at+n+1 < len(p.tokens) && (p.tokens[p.at+n].low == "," || p.tokens[p.at+n].low == "or") && p.matchAny(p.at+n+1, "ssl", "tls", "https") > 0 {
		n += 2
	}
	turned := p.turned()
	value := "true"
	if insecure != turned && p.cur.effect == deny {
		value = "false"
	}
	p.addCondition(condition{operator: "Bool", key: "aws:SecureTransport", values: []string{value}, words: "TLS"})
	return n
}

// readNetwork reads VPC endpoints, VPCs and organizations by their ids.
func (p *parser) readNetwork() int {
	n := p.matchAny(p.at, "the? our? vpc endpoint|endpoints", "the? vpce", "the? our? vpc", "the? our? my? aws? organization|organisation|org", "principals|accounts in the? our? organization|organisation|org")
	at := p.at + n
	if at >= len(p.tokens) || p.tokens[at].kind != wordToken {
		return 0
	}
	// As a kind with a name ("delete VPC endpoint vpce-1") the id is a resource.
	id := p.tokens[at].low
	operator := "StringEquals"
	from := p.prep == viaClass || p.prep == fromClass || p.prep == inClass || p.unless || p.before("from", "through", "via", "in", "inside", "within", "outside", "of", "using", "with")
	switch {
	case strings.HasPrefix(id, "vpce-") && from:
		p.network(operator, "aws:SourceVpce", p.tokens[at].text, "VPC endpoint")
	case strings.HasPrefix(id, "vpc-") && p.prep == inClass && slices.ContainsFunc(p.cur.things, func(t thing) bool {
		return t.service == "ec2" || len(t.kinds) > 0 && t.kinds[0].service == "ec2"
	}):
		p.addCondition(condition{operator: "ArnLike", key: "ec2:Vpc", values: []string{"arn:aws:ec2:*:*:vpc/" + p.tokens[at].text}, local: true, about: "key", words: "VPC"})
	case strings.HasPrefix(id, "vpc-") && from:
		p.network(operator, "aws:SourceVpc", p.tokens[at].text, "VPC")
	case strings.HasPrefix(id, "o-") && len(id) >= 4 && n+boolInt(from) > 0:
		key := "aws:PrincipalOrgID"
		if p.prep == inClass && len(p.cur.things) > 0 {
			key = "aws:ResourceOrgID"
		}
		p.network(operator, key, p.tokens[at].text, "organization")
	default:
		return 0
	}
	return n + 1
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (p *parser) network(operator, key, id, words string) {
	if p.turned() {
		operator = "StringNotEquals"
		if key == "aws:SourceVpce" || key == "aws:SourceVpc" {
			operator = "StringNotEqualsIfExists"
		}
	}
	p.addCondition(condition{operator: operator, key: key, values: []string{id}, words: words})
}

func (p *parser) readTime() int {
	for _, time := range [][2]string{
		{"until|before|till|by", "DateLessThan"}, {"after|since|from|between", "DateGreaterThan"}, {"starting on|from?", "DateGreaterThan"},
	} {
		words, operator := time[0], time[1]
		n := p.matchWords(p.at, words)
		if n == 0 || p.at+n >= len(p.tokens) || p.tokens[p.at+n].kind != dateToken {
			continue
		}
		p.addCondition(condition{operator: operator, key: "aws:CurrentTime", values: []string{instant(p.tokens[p.at+n].text)}, words: "time"})
		n++
		if m := p.matchWords(p.at+n, "and|to|until|till|through"); m > 0 && p.at+n+m < len(p.tokens) && p.tokens[p.at+n+m].kind == dateToken {
			p.addCondition(condition{operator: "DateLessThan", key: "aws:CurrentTime", values: []string{instant(p.tokens[p.at+n+m].text)}, words: "time"})
			n += m + 1
		}
		return n
	}
	return 0
}

// instant completes a date: midnight, UTC.
func instant(text string) string {
	switch {
	case !strings.Contains(text, "T"):
		return text + "T00:00:00Z"
	case !strings.HasSuffix(text, "Z") && strings.LastIndexAny(text, "+-") < strings.IndexByte(text, 'T'):
		return text + "Z"
	}
	return text
}
