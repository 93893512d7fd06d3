package denial

import (
	"html"
	"regexp"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy/generate/apicall"
)

// policyNames are the types of policies as messages name them.
var policyNames = []struct {
	name       string
	policyType PolicyType
}{
	{"identity-based policy", Identity},
	{"resource-based policy", Resource},
	{"role trust policy", Trust},
	{"permissions boundary", Boundary},
	{"session policy", Session},
	{"service control policy", SCP},
	{"resource control policy", RCP},
	{"VPC endpoint policy", VPCEndpoint},
}

// typeNames matches any of them, in the singular or plural. "permission boundary" is how some services write it.
const typeNames = `(identity-based polic(?:y|ies)|resource-based polic(?:y|ies)|role trust polic(?:y|ies)|trust polic(?:y|ies)|permissions? boundar(?:y|ies)(?: polic(?:y|ies))?|session polic(?:y|ies)|service control polic(?:y|ies)|resource control polic(?:y|ies)|VPC endpoint polic(?:y|ies))`

var (
	explicitDeny = regexp.MustCompile(`(?i)(?:with an |due to an |because of an )?explicit(?:ly)? den(?:y|ied)(?: in (?:an?|the) ` + typeNames + `)?(?:[:,]? \(?(arn:[^\s,;)"']+))?`)
	implicitDeny = regexp.MustCompile(`(?i)\bno ` + typeNames + ` allows? (?:the )?(?:(\S+) )?action(?:[:,]? \(?(arn:[^\s,;)"']+))?`)
	// kmsUnknown is how KMS answers when it will not say whether the key exists.
	kmsUnknown = regexp.MustCompile(`(?i)the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`)
)

// readReason finds what the message says about the policy that denies.
func (m *Message) readReason(text string) {
	if kmsUnknown.MatchString(text) {
		m.PolicyType = Resource
		m.advise("The service does not say whether the resource does not exist in the Region, its policy lacks an Allow, or denies: check the ARN and the Region first.")
		return
	}
	if f := implicitDeny.FindStringSubmatch(text); f != nil {
		m.Effect, m.PolicyType, m.PolicyARN = Implicit, typeNamed(f[1]), arnEnd(f[3])
		if m.Action == "" && strings.Contains(f[2], ":") {
			m.Action = f[2]
		}
		return
	}
	if f := explicitDeny.FindStringSubmatch(text); f != nil {
		m.Effect, m.PolicyType, m.PolicyARN = Explicit, typeNamed(f[1]), arnEnd(f[2])
		if m.PolicyType == "" {
			m.PolicyType = typeOfARN(m.PolicyARN)
		}
	}
}

// typeNamed is the policy type of a name as typeNames matches it.
func typeNamed(name string) PolicyType {
	name = strings.ToLower(name)
	for _, n := range policyNames {
		if first, _, _ := strings.Cut(strings.ToLower(n.name), " "); name != "" && strings.HasPrefix(name, first) {
			// "resource-based" and "resource control" differ in the first word already.
			if n.policyType == SCP && !strings.HasPrefix(name, "service control") || n.policyType == RCP && !strings.HasPrefix(name, "resource control") {
				continue
			}
			return n.policyType
		}
	}
	switch {
	case strings.HasPrefix(name, "trust"):
		return Trust
	case strings.HasPrefix(name, "permission"):
		return Boundary
	}
	return ""
}

// typeOfARN tells SCPs and RCPs by their ARNs ("Resource types defined by AWS Organizations").
func typeOfARN(arn string) PolicyType {
	switch {
	case strings.Contains(arn, "/service_control_policy/"):
		return SCP
	case strings.Contains(arn, "/resource_control_policy/"):
		return RCP
	}
	return ""
}

func arnEnd(arn string) string { return strings.TrimRight(arn, ".,;:)\"'") }

// forms read who was denied what, each one way of saying it. The first that fits is taken.
var forms = []func(m *Message, text string) bool{readConsole, readSentence, readNotAuthorized, readExecutionRole, readCiphertext}

var (
	sentenceForm = regexp.MustCompile(`(?is)(?:(?:User|Principal|Caller):?\s+)?(\S+)\s+is not authorized to perform:?\s+\[?([A-Za-z0-9-]+:[A-Za-z0-9]+)\]?(.*)`)
	resourceForm = regexp.MustCompile(`(?is)^\s*,?\s*on (?:the )?(?:following )?resources?(?:\(s\))?:?\s+(.*)`)
	resourceEnd  = regexp.MustCompile(`(?i)\s+(?:because\s|with an explicit deny|\(Service: |due to an explicit)`)
	unspecific   = regexp.MustCompile(`(?i)User:?\s+(\S+)\s+is not authorized to access this resource`)
)

// readSentence reads the sentence that most services use.
func readSentence(m *Message, text string) bool {
	f := sentenceForm.FindStringSubmatch(text)
	if f == nil {
		if f := unspecific.FindStringSubmatch(text); f != nil {
			m.Principal = f[1]
			return true
		}
		return false
	}
	m.Principal, m.Action = f[1], f[2]
	if r := resourceForm.FindStringSubmatch(f[3]); r != nil {
		m.Resource = resource(r[1])
	}
	return true
}

// resource is the resource at the beginning of what follows "on resource:". An object's key may hold blanks, so it ends
// at the reason, where there is one.
func resource(rest string) string {
	rest, _, _ = strings.Cut(rest, "\n")
	if quoted := strings.TrimLeft(rest, " "); strings.HasPrefix(quoted, `"`) {
		if inside, _, ok := strings.Cut(quoted[1:], `"`); ok {
			return inside
		}
	}
	if at := resourceEnd.FindStringIndex(rest); at != nil {
		return strings.TrimRight(strings.TrimSpace(rest[:at[0]]), ".,;")
	}
	word := strings.Fields(rest)
	if len(word) == 0 {
		return ""
	}
	return strings.TrimRight(word[0], ".,;\"'})")
}

// The console's form: "You don't have permission to …", and lines to copy to an administrator.
var (
	consoleForm = regexp.MustCompile(`(?i)(?:You (?:don't|do not|don’t) have permissions? to|Access denied to)\s+([A-Za-z0-9-]+:[A-Za-z0-9]+)`)
	consoleLine = regexp.MustCompile(`(?im)^\s*(User|Service|Action|On resource\(s\)|Resource|Context):\s*(.+?)\s*$`)
)

func readConsole(m *Message, text string) bool {
	f := consoleForm.FindStringSubmatch(text)
	lines := map[string]string{}
	for _, line := range consoleLine.FindAllStringSubmatch(text, -1) {
		lines[strings.ToLower(line[1])] = line[2]
	}
	switch {
	case lines["action"] != "" && lines["user"] != "":
		m.Action = lines["action"]
	case f != nil:
		m.Action = f[1]
	default:
		return false
	}
	m.Principal, m.Resource = lines["user"], lines["on resource(s)"]
	if m.Resource == "" {
		m.Resource = lines["resource"]
	}
	return true
}

// notAuthorized is how STS answers callers that have no identity of AWS yet, and a few services all callers.
var notAuthorized = regexp.MustCompile(`(?i)not authorized to perform:?\s+([A-Za-z0-9-]+:[A-Za-z0-9]+)(.*)`)

func readNotAuthorized(m *Message, text string) bool {
	f := notAuthorized.FindStringSubmatch(text)
	if f == nil {
		return false
	}
	m.Action = f[1]
	if r := resourceForm.FindStringSubmatch(f[2]); r != nil {
		m.Resource = resource(r[1])
	}
	if strings.HasPrefix(strings.ToLower(m.Action), "sts:assumerolewith") {
		m.PolicyType = Trust
		m.advise("The trust policy of the role must name the identity provider as Principal.Federated, allow " + m.Action + ", and its conditions (audience, subject) must match the token.")
	}
	return true
}

// executionRole is how Lambda says that a function's role lacks a permission.
var executionRole = regexp.MustCompile(`(?i)execution role does not have permissions to call (\w+) on (\w+)`)

func readExecutionRole(m *Message, text string) bool {
	f := executionRole.FindStringSubmatch(text)
	if f == nil {
		return false
	}
	m.Operation, m.Effect, m.PolicyType = f[1], Implicit, Identity
	m.find(strings.ToLower(f[2]), f[1])
	m.advise("The principal is the function's execution role, which the message does not name.")
	return m.Action != ""
}

// ciphertext is how KMS answers Decrypt for a key that the caller may not use.
var ciphertext = regexp.MustCompile(`(?i)The ciphertext refers to a (?:customer master|KMS|AWS KMS) key that does not exist`)

func readCiphertext(m *Message, text string) bool {
	if !ciphertext.MatchString(text) {
		return false
	}
	m.Action = "kms:Decrypt"
	m.advise("KMS does not say whether the key does not exist, is in another Region, or may not be used. CloudTrail's Decrypt event names the key.")
	return true
}

var xmlElement = regexp.MustCompile(`(?s)<(Code|Message)>(.*?)</`)

// plain takes a message out of XML and undoes escaped quotation marks and entities.
func plain(text string) string {
	if strings.HasPrefix(text, "<") {
		var parts []string
		for _, e := range xmlElement.FindAllStringSubmatch(text, -1) {
			part := html.UnescapeString(e[2])
			if e[1] == "Code" {
				part = "api error " + part + ":"
			}
			parts = append(parts, part)
		}
		if len(parts) > 0 {
			return strings.Join(parts, " ")
		}
	}
	return strings.NewReplacer(`\"`, `"`, `\n`, "\n", "&quot;", `"`, "&amp;", "&", "’", "'").Replace(text)
}

// find settles the action of an operation.
func (m *Message) find(service, operation string) {
	if service != "" {
		if needs, _ := apicall.Needs(service, operation, nil); len(needs) > 0 {
			m.Action = needs[0].Action
			if len(needs) > 1 {
				for _, n := range needs {
					m.Actions = append(m.Actions, n.Action)
				}
				m.advise("The operation " + operation + " takes several actions: " + strings.Join(m.Actions, ", ") + ". The message does not say which was denied; the first is taken.")
				m.Actions = nil
			}
			return
		}
	}
	m.Actions = apicall.Find(operation)
}
