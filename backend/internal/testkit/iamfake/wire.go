package iamfake

import (
	"encoding/xml"
	"net/url"
	"strconv"

	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// The results of the actions, as the Query protocol writes them.
type (
	identity struct {
		XMLName xml.Name `xml:"GetCallerIdentityResult"`
		Arn     string
		UserID  string `xml:"UserId"`
		Account string
	}
	state struct {
		XMLName xml.Name `xml:"GenerateCredentialReportResult"`
		State   string
	}
	report struct {
		XMLName       xml.Name `xml:"GetCredentialReportResult"`
		Content       string   // base64
		ReportFormat  string
		GeneratedTime string
	}
	summary struct {
		XMLName xml.Name `xml:"GetAccountSummaryResult"`
		Map     entries  `xml:"SummaryMap"`
	}
	entries struct {
		Entries []entry `xml:"entry"`
	}
	entry struct {
		Key   string `xml:"key"`
		Value int    `xml:"value"`
	}
	job struct {
		XMLName xml.Name `xml:"GenerateServiceLastAccessedDetailsResult"`
		JobID   string   `xml:"JobId"`
	}
	accessed struct {
		XMLName           xml.Name `xml:"GetServiceLastAccessedDetailsResult"`
		JobStatus         string
		JobType           string
		JobCreationDate   string
		JobCompletionDate string `xml:",omitempty"`
		Services          struct {
			Members []accessedService `xml:"member"`
		} `xml:"ServicesLastAccessed"`
		IsTruncated bool
		Marker      string `xml:",omitempty"`
	}
	accessedService struct {
		ServiceName       string
		ServiceNamespace  string
		LastAuthenticated string `xml:",omitempty"`
		Tracked           struct {
			Members []tracked `xml:"member"`
		} `xml:"TrackedActionsLastAccessed"`
	}
	tracked struct {
		ActionName       string
		LastAccessedTime string `xml:",omitempty"`
	}
	list[T any] struct {
		Members []T `xml:"member"`
	}
	details struct {
		XMLName     xml.Name     `xml:"GetAccountAuthorizationDetailsResult"`
		Users       list[user]   `xml:"UserDetailList"`
		Groups      list[group]  `xml:"GroupDetailList"`
		Roles       list[role]   `xml:"RoleDetailList"`
		Policies    list[policy] `xml:"Policies"`
		IsTruncated bool
		Marker      string `xml:",omitempty"`
	}
	inline struct {
		PolicyName     string
		PolicyDocument string
	}
	attachment struct {
		PolicyName string
		PolicyArn  string
	}
	user struct {
		Path, UserName, Arn string
		UserID              string           `xml:"UserId"`
		CreateDate          string           `xml:",omitempty"`
		Groups              list[string]     `xml:"GroupList"`
		Inline              list[inline]     `xml:"UserPolicyList"`
		Attached            list[attachment] `xml:"AttachedManagedPolicies"`
	}
	group struct {
		Path, GroupName, Arn string
		Inline               list[inline]     `xml:"GroupPolicyList"`
		Attached             list[attachment] `xml:"AttachedManagedPolicies"`
	}
	role struct {
		Path, RoleName, Arn string
		RoleID              string           `xml:"RoleId"`
		CreateDate          string           `xml:",omitempty"`
		Trust               string           `xml:"AssumeRolePolicyDocument"`
		Inline              list[inline]     `xml:"RolePolicyList"`
		Attached            list[attachment] `xml:"AttachedManagedPolicies"`
		LastUsed            struct {
			Date string `xml:"LastUsedDate,omitempty"`
		} `xml:"RoleLastUsed"`
	}
	policy struct {
		PolicyName, Arn  string
		DefaultVersionID string `xml:"DefaultVersionId"`
		AttachmentCount  int
		Versions         list[version] `xml:"PolicyVersionList"`
	}
	version struct {
		Document         string
		VersionID        string `xml:"VersionId"`
		IsDefaultVersion bool
	}
)

// detailsPage is how many entities a page has; AWS gives up to 1,000.
const detailsPage = 1000

// details is a page of the account: its entities are counted through, users first.
func (s *Server) details(form url.Values) any {
	a := s.account.Snapshot
	if a == nil {
		a = &access.Snapshot{}
	}
	from, _ := strconv.Atoi(form.Get("Marker"))
	total := len(a.Users) + len(a.Groups) + len(a.Roles) + len(a.Policies)
	to := min(from+detailsPage, total)
	var out details
	for n := from; n < to; n++ {
		i := n
		if i < len(a.Users) {
			out.Users.Members = append(out.Users.Members, userOf(&a.Users[i]))
			continue
		}
		if i -= len(a.Users); i < len(a.Groups) {
			g := &a.Groups[i]
			out.Groups.Members = append(out.Groups.Members, group{"/", g.GroupName, g.Arn, inlineOf(g.GroupPolicyList), attachedOf(g.AttachedManagedPolicies)})
			continue
		}
		if i -= len(a.Groups); i < len(a.Roles) {
			out.Roles.Members = append(out.Roles.Members, roleOf(&a.Roles[i]))
			continue
		}
		out.Policies.Members = append(out.Policies.Members, policyOf(&a.Policies[i-len(a.Roles)]))
	}
	if to < total {
		out.IsTruncated, out.Marker = true, strconv.Itoa(to)
	}
	return out
}

// encoded is a document as IAM gives it ("RFC 3986" URL encoding).
func encoded(t access.Text) string { return url.PathEscape(string(t)) }

func inlineOf(all []access.InlinePolicy) (out list[inline]) {
	for _, p := range all {
		out.Members = append(out.Members, inline{p.PolicyName, encoded(p.PolicyDocument)})
	}
	return out
}

func attachedOf(all []access.Attachment) (out list[attachment]) {
	for _, p := range all {
		out.Members = append(out.Members, attachment{p.PolicyName, p.PolicyArn})
	}
	return out
}

func userOf(u *access.User) user {
	return user{
		Path: "/", UserName: u.UserName, Arn: u.Arn, UserID: u.UserID, CreateDate: moment(u.CreateDate), Groups: list[string]{u.GroupList},
		Inline: inlineOf(u.UserPolicyList), Attached: attachedOf(u.AttachedManagedPolicies),
	}
}

func roleOf(r *access.Role) role {
	out := role{
		Path: "/", RoleName: r.RoleName, Arn: r.Arn, RoleID: r.RoleID, CreateDate: moment(r.CreateDate), Trust: encoded(r.AssumeRolePolicyDocument),
		Inline: inlineOf(r.RolePolicyList), Attached: attachedOf(r.AttachedManagedPolicies),
	}
	if r.RoleLastUsed != nil {
		out.LastUsed.Date = moment(r.RoleLastUsed.LastUsedDate)
	}
	return out
}

func policyOf(p *access.ManagedPolicy) policy {
	out := policy{PolicyName: p.PolicyName, Arn: p.Arn, DefaultVersionID: p.DefaultVersionID}
	if p.AttachmentCount != nil {
		out.AttachmentCount = *p.AttachmentCount
	}
	for _, v := range p.PolicyVersionList {
		out.Versions.Members = append(out.Versions.Members, version{encoded(v.Document), v.VersionID, v.IsDefaultVersion})
	}
	return out
}
