/* SPDX-License-Identifier: ISC */
/*
 * IPv6 address specific extended communities (attribute 25, RFC 5701) as
 * words: the targets of RFC 4364 and RFC 8956 6.1 as name:address:number, and
 * the redirections of draft-ietf-idr-flowspec-redirect-ip as name:address.
 * The name ends at the first colon, a number begins behind the last.  What has
 * no form is 0x and forty digits.
 */
#include <string.h>

#include "bgp/addr.h"
#include "event/emit.h"
#include "path/attr_community.h"
#include "path/attr_text.h"

struct form {
	const char	*name;
	uint8_t		 sub;
	bool		 number;	/* else the last two octets are flags */
	uint8_t		 flags;
};

static const struct form forms[] = {
	{ "target", 0x02, true, 0 },
	{ "origin", 0x03, true, 0 },
	{ "redirect", 0x0d, true, 0 },
	{ "redirect-to-nexthop-ietf", 0x0c, false, 0 },
	{ "copy-to-nexthop-ietf", 0x0c, false, 1 },
};

enum { FORMS = sizeof(forms) / sizeof(forms[0]), AT_ADDRESS = 2, AT_LAST = 18 };

static const char *
last_colon(const char *s)
{
	const char *last = NULL;

	for (; *s != '\0'; s++)
		if (*s == ':')
			last = s;
	return last;
}

/* What stands behind the name; 0, or -1. */
static int
read_value(const struct form *form, const char *s,
    uint8_t c[IPV6_EXT_COMMUNITY_SIZE])
{
	const char *end = form->number ? last_colon(s) : s + strlen(s);
	uint64_t number = form->flags;
	char text[ADDR_TEXT];
	struct addr a;

	if (end == NULL || (size_t)(end - s) >= sizeof(text) ||
	    (form->number && text_u64(end + 1, UINT16_MAX, &number) == -1))
		return -1;
	memcpy(text, s, (size_t)(end - s));
	text[end - s] = '\0';
	if (strchr(text, '%') != NULL || addr_parse(text, &a) == -1 ||
	    a.af != ADDR_V6)
		return -1;
	c[0] = 0;
	c[1] = form->sub;
	memcpy(c + AT_ADDRESS, a.b, sizeof(a.b));
	c[AT_LAST] = (uint8_t)(number >> 8);
	c[AT_LAST + 1] = (uint8_t)number;
	return 0;
}

static const struct form *
find_form(const char *s, size_t n)
{
	unsigned i;

	for (i = 0; i < FORMS; i++)
		if (strlen(forms[i].name) == n &&
		    memcmp(forms[i].name, s, n) == 0)
			return &forms[i];
	return NULL;
}

static int
item(struct tokens *t, void *arg, struct text_error *e)
{
	const struct token *tok = token_take(t);
	uint8_t c[IPV6_EXT_COMMUNITY_SIZE];
	size_t n = strcspn(tok->s, ":");
	const struct form *form = find_form(tok->s, n);

	if (form == NULL && attr_hex(tok->s, c, sizeof(c)) == -1)
		return text_error_token(e, tok, "extended-community-ipv6: "
		    "\"%.64s\" is not target:, origin: or redirect: and the "
		    "like, nor 0x and 40 digits", tok->s);
	if (form != NULL && (tok->s[n] == '\0' ||
	    read_value(form, tok->s + n + 1, c) == -1))
		return text_error_token(e, tok, "extended-community-ipv6: "
		    "\"%.64s\" wants %s", tok->s, form->number ?
		    "an IPv6 address:0-65535" : "an IPv6 address");
	attr_builder_append(arg, ATTR_OPTIONAL | ATTR_TRANSITIVE,
	    ATTR_IPV6_EXT_COMMUNITIES, c, sizeof(c));
	return 0;
}

int
attr_ipv6_ext_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	return attr_list_parse(t, "extended-community-ipv6", item, b, e);
}

static void
print_one(struct wbuf *out, const uint8_t *c)
{
	unsigned last = (unsigned)c[AT_LAST] << 8 | c[AT_LAST + 1], i;

	for (i = 0; i < FORMS; i++)
		if (c[0] == 0 && c[1] == forms[i].sub &&
		    (forms[i].number || last == forms[i].flags))
			break;
	if (i == FORMS) {
		emit_hex_lower(out, c, IPV6_EXT_COMMUNITY_SIZE);
		return;
	}
	wbuf_str(out, forms[i].name);
	wbuf_u8(out, ':');
	emit_ipv6(out, c + AT_ADDRESS);
	if (forms[i].number) {
		wbuf_u8(out, ':');
		emit_number(out, last);
	}
}

void
attr_ipv6_ext_print(struct wbuf *out, struct rbuf v)
{
	attr_list_print(out, v, IPV6_EXT_COMMUNITY_SIZE, print_one);
}
