// What Terraform's resources for users of a project, their S3 keys and their policies ask for, with the library
// that Terraform's provider stands on (go-ovh), and once more with a bearer of OAuth2.
//
//	ovh ask ENDPOINT KEY SECRET PROJECT             asks for a consumer key: prints it, and the page to accept it at
//	ovh signed ENDPOINT KEY SECRET CONSUMER PROJECT the life of a user, signed
//	ovh oauth2 ENDPOINT CLIENT SECRET PROJECT       the same with a service account's bearers
//
// Prints "done" at the end; what is not as it should be is said, and ends it with 1.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"reflect"
	"regexp"
	"sort"
	"strings"
	"time"

	"github.com/ovh/go-ovh/ovh"
	"golang.org/x/oauth2/clientcredentials"
)

// What both kinds of client can do.
type api interface {
	Get(path string, into interface{}) error
	Post(path string, body, into interface{}) error
	Put(path string, body, into interface{}) error
	Delete(path string, into interface{}) error
}

type role struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Permissions []string `json:"permissions"`
}

type user struct {
	ID          int       `json:"id"`
	Username    string    `json:"username"`
	Password    string    `json:"password"`
	Description string    `json:"description"`
	OpenstackID *string   `json:"openstackId"`
	Created     time.Time `json:"creationDate"`
	Status      string    `json:"status"`
	Roles       []role    `json:"roles"`
}

type creation struct {
	Description *string  `json:"description,omitempty"`
	Role        *string  `json:"role,omitempty"`
	Roles       []string `json:"roles"`
}

type key struct {
	Access string `json:"access"`
	Secret string `json:"secret"`
	Tenant string `json:"tenantId"`
	User   string `json:"userId"`
}

type content struct {
	Content string `json:"content"`
}

type policy struct {
	Policy string `json:"policy"`
}

func check(err error) {
	if err != nil {
		fail("%v", err)
	}
}

func fail(format string, values ...interface{}) {
	fmt.Printf(format+"\n", values...)
	os.Exit(1)
}

func expect(holds bool, format string, values ...interface{}) {
	if !holds {
		fail(format, values...)
	}
}

func refused(err error, status int, words string) {
	var fault *ovh.APIError
	expect(errors.As(err, &fault), "%d expected, not %v", status, err)
	expect(fault.Code == status && strings.Contains(fault.Message, words), "%d %q expected, not %v", status, words, fault)
	expect(fault.QueryID != "", "no id of the request: %v", fault)
}

func main() {
	arguments := os.Args[2:]
	switch os.Args[1] {
	case "ask":
		ask(arguments[0], arguments[1], arguments[2], arguments[3])
	case "signed":
		signed(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4])
	case "oauth2":
		lifeOfAUser(withBearer(arguments[0], arguments[1], arguments[2]), arguments[3])
	default:
		fail("not understood: %v", os.Args)
	}
	fmt.Println("done")
}

func client(endpoint, application, secret, consumer string) *ovh.Client {
	made, err := ovh.NewClient(endpoint, application, secret, consumer)
	check(err)
	return made
}

func ask(endpoint, application, secret, project string) {
	of := client(endpoint, application, secret, "")
	check(of.Ping())
	request := of.NewCkRequestWithRedirection("https://client.example.org/back")
	request.AddRecursiveRules(ovh.ReadWrite, "/cloud/project/"+project)
	request.AddRule("GET", "/auth/*")
	state, err := request.Do()
	check(err)
	expect(state.State == "pendingValidation", "the state is %q", state.State)
	refused(of.Get("/cloud/project/"+project+"/user", &[]user{}), 403, "This credential is not valid")
	fmt.Println(state.ConsumerKey)
	fmt.Println(state.ValidationURL)
}

func signed(endpoint, application, secret, consumer, project string) {
	of := client(endpoint, application, secret, consumer)
	skew, err := of.TimeDelta()
	check(err)
	expect(skew < 5*time.Second && skew > -5*time.Second, "the clocks differ by %v", skew)
	refused(of.Get("/cloud/project", &[]string{}), 403, "This call has not been granted")
	refused(of.Get("/me", nil), 403, "This call has not been granted")
	forged := client(endpoint, application, strings.Repeat("0", len(secret)), consumer)
	refused(forged.Get("/auth/details", nil), 400, "Invalid signature")
	lifeOfAUser(of, project)
}

func lifeOfAUser(of api, project string) {
	users := "/cloud/project/" + project + "/user"
	whoIsThere(of)
	ids := roleIds(of, project)
	made := create(of, users)
	one := fmt.Sprintf("%s/%d", users, made.ID)
	read(of, users, one, made, project)
	changeRoles(of, one, ids)
	rotate(of, one, made)
	s3Keys(of, one, made, project)
	policies(of, one)
	remove(of, users, one)
}

func whoIsThere(of api) {
	var details struct {
		Account    string   `json:"account"`
		Method     string   `json:"method"`
		Roles      []string `json:"roles"`
		Identities []string `json:"identities"`
		Routes     []struct {
			Method string `json:"method"`
			Path   string `json:"path"`
		} `json:"allowedRoutes"`
	}
	check(of.Get("/auth/details", &details))
	expect(details.Account != "" && details.Method != "", "nobody is there: %+v", details)
	expect(len(details.Identities) == 1 && len(details.Routes) > 0, "nobody in particular: %+v", details)
}

func roleIds(of api, project string) map[string]string {
	var catalogue struct {
		Roles    []role `json:"roles"`
		Services []struct {
			Name        string `json:"name"`
			Permissions []struct {
				Label string   `json:"label"`
				Roles []string `json:"roles"`
			} `json:"permissions"`
		} `json:"services"`
	}
	check(of.Get("/cloud/project/"+project+"/role", &catalogue))
	ids := map[string]string{}
	for _, each := range catalogue.Roles {
		ids[each.Name] = each.ID
	}
	expect(ids["ai_training_read"] != "" && ids["objectstore_operator"] != "", "roles lack: %v", ids)
	expect(len(catalogue.Services) > 0, "no services")
	return ids
}

func create(of api, users string) user {
	description, single := "Made by Terraform", "ai_training_read"
	var made user
	check(of.Post(users, &creation{&description, &single, []string{"objectstore_operator"}}, &made))
	expect(made.Description == description && len(made.Password) > 15, "not what was asked for: %+v", made)
	expect(strings.HasPrefix(made.Username, "user-"), "the name is %q", made.Username)
	expect(made.Created.After(time.Now().Add(-time.Minute)), "made at %v", made.Created)
	held(made.Roles, "ai_training_read", "objectstore_operator")
	one := fmt.Sprintf("%s/%d", users, made.ID)
	for try := 0; ; try++ {
		var seen user
		check(of.Get(one, &seen))
		if seen.Status == "ok" {
			break
		}
		expect(seen.Status == "creating", "the status is %q", seen.Status)
		expect(try < 100, "it does not get ok")
		time.Sleep(100 * time.Millisecond)
	}
	var unknown user
	refused(of.Post(users, &creation{nil, nil, []string{"ai_training_reader"}}, &unknown), 400, "ai_training_read")
	return made
}

func held(roles []role, names ...string) {
	var are []string
	for _, each := range roles {
		expect(each.ID != "" && each.Description != "", "half a role: %+v", each)
		are = append(are, each.Name)
	}
	sort.Strings(are)
	sort.Strings(names)
	expect(len(are) == len(names) && (len(are) == 0 || reflect.DeepEqual(are, names)), "holds %v, not %v", are, names)
}

func group(pattern, text string) string {
	found := regexp.MustCompile(pattern).FindStringSubmatch(text)
	expect(found != nil, "%s is not in %s", pattern, text)
	return found[1]
}

func read(of api, users, one string, made user, project string) {
	var seen user
	check(of.Get(one, &seen))
	expect(seen.Password == "", "the password is told again")
	expect(seen.OpenstackID != nil && *seen.OpenstackID == *made.OpenstackID, "another OpenStack id: %+v", seen)
	expect(seen.Created.Equal(made.Created), "made twice: %v, %v", seen.Created, made.Created)
	var all []user
	check(of.Get(users, &all))
	found := false
	for _, each := range all {
		found = found || each.ID == made.ID
	}
	expect(found, "not in the list: %+v", all)
	var file content
	// Terraform asks for this region, literally.
	check(of.Get(one+"/openrc?region=to_be_overriden", &file))
	expect(strings.HasPrefix(group(`export OS_AUTH_URL=(\S+)`, file.Content), "http"), "no address: %s", file.Content)
	expect(group(`export OS_TENANT_ID="?([[:alnum:]]+)"?`, file.Content) == project, "another project: %s", file.Content)
	group(`export OS_TENANT_NAME="?([[:alnum:]]+)"?`, file.Content)
	expect(group(`export OS_USERNAME="?([[:alnum:]-]+)"?`, file.Content) == made.Username, "another name: %s", file.Content)
	for _, service := range []string{"storage", "storage-s3"} {
		check(of.Get(one+"/rclone?region=LOCAL&service="+service, &file))
		expect(strings.Contains(file.Content, "type = "), "no configuration: %s", file.Content)
	}
}

func changeRoles(of api, one string, ids map[string]string) {
	wanted := func(names ...string) map[string][]string {
		chosen := []string{}
		for _, name := range names {
			chosen = append(chosen, ids[name])
		}
		return map[string][]string{"rolesIds": chosen}
	}
	var changed user
	check(of.Put(one+"/role", wanted(), &changed))
	held(changed.Roles)
	check(of.Put(one+"/role", wanted("ai_training_operator", "objectstore_operator"), &changed))
	held(changed.Roles, "ai_training_operator", "objectstore_operator")
	var roles []role
	check(of.Get(one+"/role", &roles))
	held(roles, "ai_training_operator", "objectstore_operator")
	check(of.Delete(one+"/role/"+ids["ai_training_operator"], nil))
	check(of.Post(one+"/role", map[string]string{"roleId": ids["ai_training_read"]}, &changed))
	held(changed.Roles, "ai_training_read", "objectstore_operator")
	refused(of.Put(one+"/role", map[string][]string{"rolesIds": {"zz"}}, &changed), 400, ids["ai_training_read"])
}

func rotate(of api, one string, made user) {
	var changed, seen user
	check(of.Post(one+"/regeneratePassword", nil, &changed))
	expect(len(changed.Password) > 15 && changed.Password != made.Password, "the same password")
	expect(changed.ID == made.ID && changed.Username == made.Username, "somebody else: %+v", changed)
	check(of.Get(one, &seen))
	expect(seen.Status == "ok", "the status is %q", seen.Status)
}

func s3Keys(of api, one string, made user, project string) {
	keys := one + "/s3Credentials"
	var issued, told, listed key
	var all []key
	check(of.Post(keys, nil, &issued))
	expect(issued.Tenant == project && issued.User == *made.OpenstackID, "of somebody else: %+v", issued)
	check(of.Post(keys+"/"+issued.Access+"/secret", nil, &told))
	expect(told.Secret != "" && told.Secret == issued.Secret, "another secret: %+v", told)
	check(of.Get(keys+"/"+issued.Access, &listed))
	expect(listed.Access == issued.Access && listed.Secret == "", "told again: %+v", listed)
	check(of.Get(keys, &all))
	expect(len(all) == 1 && all[0].Access == issued.Access, "the list is %+v", all)
	check(of.Delete(keys+"/"+issued.Access, nil))
	refused(of.Post(keys+"/"+issued.Access+"/secret", nil, &told), 404, issued.Access)
}

func policies(of api, one string) {
	text := `{"Statement":[{"Sid":"RO","Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],` +
		`"Resource":["arn:aws:s3:::data","arn:aws:s3:::data/*"]}]}`
	for _, each := range []string{text, `{"Statement":[]}`} {
		var told policy
		check(of.Post(one+"/policy", &policy{each}, nil))
		check(of.Get(one+"/policy", &told))
		var sent, got interface{}
		check(json.Unmarshal([]byte(each), &sent))
		check(json.Unmarshal([]byte(told.Policy), &got))
		expect(reflect.DeepEqual(sent, got), "another policy: %s", told.Policy)
	}
	refused(of.Post(one+"/policy", &policy{"{"}, nil), 400, "policy")
}

func remove(of api, users, one string) {
	check(of.Delete(one, nil))
	for try := 0; ; try++ {
		var seen user
		err := of.Get(one, &seen)
		var fault *ovh.APIError
		if errors.As(err, &fault) && fault.Code == 404 {
			break
		}
		check(err)
		if seen.Status == "deleted" {
			break
		}
		expect(seen.Status == "deleting" && try < 100, "deleted, and yet %+v", seen)
		time.Sleep(100 * time.Millisecond)
	}
	refused(of.Delete(one, nil), 404, "user")
}

// Sends what go-ovh would, with bearers that Go's library of OAuth2 draws: later versions of go-ovh do so too,
// and only for addresses that they know.
type bearerClient struct {
	endpoint string
	http     *http.Client
}

func withBearer(endpoint, id, secret string) api {
	config := clientcredentials.Config{
		ClientID:     id,
		ClientSecret: secret,
		TokenURL:     strings.TrimSuffix(endpoint, "/1.0") + "/auth/oauth2/token",
		Scopes:       []string{"all"},
	}
	token, err := config.Token(context.Background())
	check(err)
	expect(token.TokenType == "Bearer" && time.Until(token.Expiry) > 50*time.Minute, "the bearer ends at %v", token.Expiry)
	return &bearerClient{endpoint, config.Client(context.Background())}
}

func (c *bearerClient) Get(path string, into interface{}) error {
	return c.call("GET", path, nil, into)
}

func (c *bearerClient) Post(path string, body, into interface{}) error {
	return c.call("POST", path, body, into)
}

func (c *bearerClient) Put(path string, body, into interface{}) error {
	return c.call("PUT", path, body, into)
}

func (c *bearerClient) Delete(path string, into interface{}) error {
	return c.call("DELETE", path, nil, into)
}

func (c *bearerClient) call(method, path string, body, into interface{}) error {
	var sent io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		sent = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, c.endpoint+path, sent)
	if err != nil {
		return err
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json;charset=utf-8")
	}
	response, err := c.http.Do(request)
	if err != nil {
		return err
	}
	return new(ovh.Client).UnmarshalResponse(response, into)
}
