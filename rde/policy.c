/* SPDX-License-Identifier: ISC */
/*
 * Selector text, read anew whenever it is asked: there is no state.  A
 * selector is [neighbor] WHO [KEY VALUE]..., WHO an address, a range (which is
 * also who is of it), "*", or a description or group; quotes are the lexer's
 * matter.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "bgp/prefix.h"
#include "policy.h"
#include "text/token.h"

enum { WORD_MAX = 128 };

/* The next word of text up to a comma; false at the end of this selector. */
static bool
next_word(const char **text, char word[WORD_MAX])
{
	const char *s = *text + strspn(*text, " \t");
	size_t n = strcspn(s, " \t,");

	if (n == 0) {
		*text = s;
		return false;
	}
	*text = s + n;
	if (n >= WORD_MAX)
		n = WORD_MAX - 1;
	memcpy(word, s, n);
	word[n] = '\0';
	return true;
}

/* An address alone also means the range that begins there. */
static bool
is_at(const struct peer *p, const struct prefix *net, bool had_len)
{
	const struct addr a = addr_of(net->af, net->b);

	if (had_len && conf_is_of_range(&p->conf, &a, net->len))
		return true;
	return p->conf.remote.af == net->af &&
	    memcmp(p->conf.remote.b, net->b, addr_len(net->af)) == 0 &&
	    (!had_len || p->conf.remote_plen == net->len);
}

static bool
match_who(const char *who, const struct peer *p)
{
	struct prefix net;
	bool had_len;

	if (strcmp(who, "*") == 0)
		return true;
	if (prefix_parse(who, &net, &had_len) == PREFIX_OK)
		return is_at(p, &net, had_len);
	return strcmp(who, p->conf.description) == 0 ||
	    strcmp(who, p->conf.group) == 0;
}

static bool
match_as(const char *value, uint32_t conf, uint32_t session)
{
	uint32_t as;

	return text_asn(value, &as) == 0 &&
	    as == (conf != 0 ? conf : session);
}

static bool
match_address(const char *value, const struct addr *conf,
    const struct addr *session)
{
	struct addr a;

	return addr_parse(value, &a) == 0 &&
	    addr_eq(&a, conf->af != ADDR_NONE ? conf : session);
}

static bool
match_local_as(const char *value, const struct peer *p)
{
	return match_as(value, p->conf.local_as, p->neg.local_as);
}

static bool
match_peer_as(const char *value, const struct peer *p)
{
	return match_as(value, p->conf.peer_as, p->neg.peer_as);
}

static bool
match_local_ip(const char *value, const struct peer *p)
{
	return match_address(value, &p->conf.local, &p->neg.local);
}

static bool
match_router_id(const char *value, const struct peer *p)
{
	struct addr a;

	return addr_parse(value, &a) == 0 && a.af == ADDR_V4 &&
	    addr_v4_host(&a) == (p->conf.router_id != 0 ?
	    p->conf.router_id : p->neg.local_id);
}

/* ExaBGP names a neighbour by its families under multi-session only. */
static bool
match_family_allowed(const char *value, const struct peer *p)
{
	const struct family_info *f;
	char text[WORD_MAX] = "", *s;
	size_t n = 0;
	unsigned i;

	if (!p->conf.multi_session)
		return strcmp(value, "in-open") == 0;
	for (i = 0; i < p->conf.nfamilies && n < sizeof(text); i++) {
		f = family_info((enum family)p->conf.families[i]);
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%s-%s",
		    i == 0 ? "" : "/", f->afi_word, f->safi_word);
	}
	for (s = text; *s != '\0'; s++)
		if (*s == ' ')
			*s = '-';
	return strcmp(value, text) == 0;
}

static const struct key {
	const char	*word;
	bool		(*match)(const char *value, const struct peer *p);
} keys[] = {
	{ "local-ip",		match_local_ip },
	{ "local-address",	match_local_ip },
	{ "local-as",		match_local_as },
	{ "peer-as",		match_peer_as },
	{ "router-id",		match_router_id },
	{ "family-allowed",	match_family_allowed },
};

static const struct key *
key_find(const char *word)
{
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (strcmp(keys[i].word, word) == 0)
			return &keys[i];
	return NULL;
}

/*
 * One selector, up to a comma or the end.  1 it matches, 0 it does not, -1 it
 * is none; p may be NULL, to check only.
 */
static int
one(const char **text, const struct peer *p, char *why, size_t size)
{
	char word[WORD_MAX], value[WORD_MAX];
	const struct key *k;
	bool match;

	if (!next_word(text, word) || (strcmp(word, "neighbor") == 0 &&
	    !next_word(text, word))) {
		snprintf(why, size, "neighbor: an address, a description, or "
		    "* is missing");
		return -1;
	}
	match = p != NULL && match_who(word, p);
	while (next_word(text, word)) {
		if ((k = key_find(word)) == NULL) {
			snprintf(why, size, "%s: not a word of a neighbor "
			    "selector (local-ip, local-as, peer-as, "
			    "router-id, family-allowed)", word);
			return -1;
		}
		if (!next_word(text, value)) {
			snprintf(why, size, "%s: its value is missing", word);
			return -1;
		}
		match = match && k->match(value, p);
	}
	return match;
}

static int
any(const char *selector, const struct peer *p, char *why, size_t size)
{
	bool match = false;
	int r;

	for (;;) {
		if ((r = one(&selector, p, why, size)) == -1)
			return -1;
		match |= r == 1;
		if (*selector != ',')
			return match;
		selector++;
	}
}

bool
policy_selects_all(const char *selector)
{
	selector += strspn(selector, " \t");
	if (strncmp(selector, "neighbor", 8) == 0 &&
	    (selector[8] == ' ' || selector[8] == '\t'))
		selector += 8 + strspn(selector + 8, " \t");
	return *selector == '\0' || (*selector == '*' &&
	    selector[1 + strspn(selector + 1, " \t")] == '\0');
}

/* The next selector of a list, without what stands around it. */
static struct rbuf
next_item(const char **list)
{
	const char *p = *list + strspn(*list, " \t");
	size_t n = strcspn(p, ",");

	*list = p + n + (p[n] == ',');
	if (strncmp(p, "neighbor ", 9) == 0) {
		p += 9;
		n -= 9;
	}
	while (n > 0 && (p[n - 1] == ' ' || p[n - 1] == '\t'))
		n--;
	return rbuf_of(p, n);
}

static bool
has_item(const char *list, struct rbuf item)
{
	struct rbuf one;

	while (*list != '\0') {
		one = next_item(&list);
		if (one.left == item.left &&
		    memcmp(one.p, item.p, one.left) == 0)
			return true;
	}
	return false;
}

bool
policy_covers(const char *selector, const char *other)
{
	if (policy_selects_all(selector))
		return true;
	while (*other != '\0')
		if (!has_item(selector, next_item(&other)))
			return false;
	return true;
}

int
policy_check(const char *selector, char *why, size_t size)
{
	if (policy_selects_all(selector))
		return 0;
	return any(selector, NULL, why, size) == -1 ? -1 : 0;
}

bool
policy_is_key(const char *word)
{
	return key_find(word) != NULL;
}

bool
policy_matches(const char *selector, const struct peer *p)
{
	char why[1];

	return policy_selects_all(selector) ||
	    any(selector, p, why, sizeof(why)) == 1;
}

const struct idset *
policy_select(struct idset_store *sets, const struct peers *peers,
    const char *selector)
{
	uint16_t *ids = xcalloc(peers_count(peers) + 1, sizeof(*ids));
	const struct idset *s;
	const struct peer *p;
	size_t n = 0;

	for (p = peers_next(peers, 0); p != NULL;
	    p = peers_next(peers, (uint32_t)p->id + 1))
		if (policy_matches(selector, p))
			ids[n++] = p->id;
	s = idset_of(sets, ids, n);
	free(ids);
	return s;
}
