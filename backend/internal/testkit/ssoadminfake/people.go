package ssoadminfake

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/awsjson"
)

const people = "AWSIdentityStore."

// The inputs of the identity store hold unions and documents, which the SDK's types
// do not read from JSON: these are the members that the fake knows.
type (
	someone struct {
		UserID              string `json:"UserId"`
		GroupID             string `json:"GroupId"`
		MembershipID        string `json:"MembershipId"`
		UserName            string
		DisplayName         *string
		Description         string
		Name                struct{ GivenName, FamilyName string }
		Emails              []struct{ Value string }
		NextToken           *string
		MemberID            struct{ UserId string } `json:"MemberId"`
		AlternateIdentifier struct {
			UniqueAttribute struct{ AttributePath, AttributeValue string }
		}
		Operations []struct {
			AttributePath  string
			AttributeValue any
		}
	}
)

func (u *User) view() map[string]any {
	out := map[string]any{
		"UserId": u.ID, "UserName": u.UserName, "DisplayName": u.DisplayName, "IdentityStoreId": Store, "Name": map[string]any{"GivenName": u.Given, "FamilyName": u.Family},
		"Emails": []map[string]any{{"Value": u.Email, "Type": "work", "Primary": true}},
	}
	if u.External != "" {
		out["ExternalIds"] = []map[string]any{{"Id": u.External, "Issuer": "https://idp.example.com"}}
	}
	return out
}

func (g *Group) view() map[string]any {
	return map[string]any{"GroupId": g.ID, "DisplayName": g.Name, "Description": g.Description, "IdentityStoreId": Store}
}

func (f *Fake) user(id string) (*User, error) {
	if i := slices.IndexFunc(f.Users, func(u *User) bool { return u.ID == id }); i >= 0 {
		return f.Users[i], nil
	}
	return nil, missing("USER")
}

func (f *Fake) group(id string) (*Group, error) {
	if i := slices.IndexFunc(f.Groups, func(g *Group) bool { return g.ID == id }); i >= 0 {
		return f.Groups[i], nil
	}
	return nil, missing("GROUP")
}

func membership(group, user string) map[string]any {
	return map[string]any{"MembershipId": group + "/" + user, "GroupId": group, "IdentityStoreId": Store, "MemberId": map[string]any{"UserId": user}}
}

func (f *Fake) people() {
	on := func(name string, handle func(in *someone) (any, error)) { awsjson.On(f.Server, people+name, handle) }
	on("ListUsers", func(in *someone) (any, error) {
		var out []map[string]any
		for _, u := range f.Users {
			out = append(out, u.view())
		}
		return list(f, "Users", out, in.NextToken)
	})
	on("ListGroups", func(in *someone) (any, error) {
		var out []map[string]any
		for _, g := range f.Groups {
			out = append(out, g.view())
		}
		return list(f, "Groups", out, in.NextToken)
	})
	on("DescribeUser", func(in *someone) (any, error) {
		u, err := f.user(in.UserID)
		if err != nil {
			return nil, err
		}
		return u.view(), nil
	})
	on("DescribeGroup", func(in *someone) (any, error) {
		g, err := f.group(in.GroupID)
		if err != nil {
			return nil, err
		}
		return g.view(), nil
	})
	on("GetUserId", func(in *someone) (any, error) {
		for _, u := range f.Users {
			if strings.EqualFold(u.UserName, in.AlternateIdentifier.UniqueAttribute.AttributeValue) {
				return map[string]any{"UserId": u.ID, "IdentityStoreId": Store}, nil
			}
		}
		return nil, missing("USER")
	})
	on("GetGroupId", func(in *someone) (any, error) {
		for _, g := range f.Groups {
			if strings.EqualFold(g.Name, in.AlternateIdentifier.UniqueAttribute.AttributeValue) {
				return map[string]any{"GroupId": g.ID, "IdentityStoreId": Store}, nil
			}
		}
		return nil, missing("GROUP")
	})
	on("ListGroupMembershipsForMember", func(in *someone) (any, error) {
		var out []map[string]any
		for _, g := range f.Groups {
			if slices.Contains(g.Members, in.MemberID.UserId) {
				out = append(out, membership(g.ID, in.MemberID.UserId))
			}
		}
		return list(f, "GroupMemberships", out, in.NextToken)
	})
	on("ListGroupMemberships", func(in *someone) (any, error) {
		g, err := f.group(in.GroupID)
		if err != nil {
			return nil, err
		}
		var out []map[string]any
		for _, m := range g.Members {
			out = append(out, membership(g.ID, m))
		}
		return list(f, "GroupMemberships", out, in.NextToken)
	})
	f.peopleWrites(on)
}

func (f *Fake) peopleWrites(on func(name string, handle func(in *someone) (any, error))) {
	on("CreateUser", func(in *someone) (any, error) {
		if slices.ContainsFunc(f.Users, func(u *User) bool { return u.UserName == in.UserName }) {
			return nil, conflict("The user")
		}
		u := f.Person(in.UserName)
		u.DisplayName, u.Given, u.Family, u.Email = *in.DisplayName, in.Name.GivenName, in.Name.FamilyName, ""
		if len(in.Emails) > 0 {
			u.Email = in.Emails[0].Value
		}
		return map[string]any{"UserId": u.ID, "IdentityStoreId": Store}, nil
	})
	on("UpdateUser", func(in *someone) (any, error) {
		u, err := f.user(in.UserID)
		if err != nil {
			return nil, err
		}
		for _, o := range in.Operations {
			text, _ := o.AttributeValue.(string)
			switch o.AttributePath {
			case "displayName":
				u.DisplayName = text
			case "name.givenName":
				u.Given = text
			case "name.familyName":
				u.Family = text
			case "emails":
				u.Email, _ = o.AttributeValue.([]any)[0].(map[string]any)["value"].(string)
			}
		}
		return nil, nil
	})
	on("DeleteUser", func(in *someone) (any, error) {
		f.Users = slices.DeleteFunc(f.Users, func(u *User) bool { return u.ID == in.UserID })
		return nil, nil
	})
	on("CreateGroup", func(in *someone) (any, error) {
		if slices.ContainsFunc(f.Groups, func(g *Group) bool { return g.Name == *in.DisplayName }) {
			return nil, conflict("The group")
		}
		g := f.Team(*in.DisplayName)
		g.Description = in.Description
		return map[string]any{"GroupId": g.ID, "IdentityStoreId": Store}, nil
	})
	on("UpdateGroup", func(in *someone) (any, error) {
		g, err := f.group(in.GroupID)
		if err != nil {
			return nil, err
		}
		for _, o := range in.Operations {
			text, _ := o.AttributeValue.(string)
			if o.AttributePath == "displayName" {
				g.Name = text
			} else {
				g.Description = text
			}
		}
		return nil, nil
	})
	on("DeleteGroup", func(in *someone) (any, error) {
		f.Groups = slices.DeleteFunc(f.Groups, func(g *Group) bool { return g.ID == in.GroupID })
		return nil, nil
	})
	on("CreateGroupMembership", func(in *someone) (any, error) {
		g, err := f.group(in.GroupID)
		if err != nil {
			return nil, err
		}
		if _, err := f.user(in.MemberID.UserId); err != nil {
			return nil, err
		}
		if slices.Contains(g.Members, in.MemberID.UserId) {
			return nil, conflict("The membership")
		}
		g.Members = append(g.Members, in.MemberID.UserId)
		return membership(g.ID, in.MemberID.UserId), nil
	})
	on("DeleteGroupMembership", func(in *someone) (any, error) {
		group, user, _ := strings.Cut(in.MembershipID, "/")
		g, err := f.group(group)
		if err != nil {
			return nil, err
		}
		g.Members = slices.DeleteFunc(slices.Clone(g.Members), func(id string) bool { return id == user })
		return nil, nil
	})
}
