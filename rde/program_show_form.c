/* SPDX-License-Identifier: ISC */
/* The forms of a neighbour; a capability that is shown is a row. */
#include <stdio.h>
#include <string.h>

#include "config/conf_print_neighbor.h"
#include "event/emit.h"
#include "program_show_form.h"

const char show_form_header[] =
    "Peer            AS        up/down state       |     #sent     #recvd";

enum { STATES = 7, UNKNOWN = -1 };

static const char *const states[STATES] = {
	"IDLE", "IDLE", "CONNECT", "ACTIVE", "OPENSENT", "OPENCONFIRM",
	"ESTABLISHED",
};

void
show_form_route(struct wbuf *w, const struct nlri *n,
    const struct nexthop *nh)
{
	nlri_print(w, n);
	if (nh == NULL || nexthop_is_none(nh))
		return;
	wbuf_str(w, " next-hop ");
	nexthop_print(w, nh);
}

static const char *
state_of(const struct show_neighbor *s)
{
	if (s->n != NULL && s->n->state < STATES)
		return states[s->n->state];
	return s->p->up ? "ESTABLISHED" : "IDLE";
}

/* Seconds since it came up or went down; 0 when it never did. */
static uint64_t
seconds(const struct show_neighbor *s)
{
	return s->n == NULL || s->n->changed_ms < 0 ? 0 :
	    (uint64_t)s->n->changed_ms / 1000;
}

/* As Python prints a timedelta. */
static const char *
duration(uint64_t sec, char *buf, size_t size)
{
	uint64_t days = sec / 86400;
	unsigned h = (unsigned)(sec / 3600 % 24), m = (unsigned)(sec / 60 %
	    60), r = (unsigned)(sec % 60);

	if (days == 0)
		snprintf(buf, size, "%u:%02u:%02u", h, m, r);
	else
		snprintf(buf, size, "%llu day%s, %u:%02u:%02u",
		    (unsigned long long)days, days == 1 ? "" : "s", h, m, r);
	return buf;
}

static const char *
remote_of(const struct show_neighbor *s, char buf[ADDR_TEXT])
{
	return addr_print(&s->p->conf.remote, buf, ADDR_TEXT);
}

static const char *
local_of(const struct show_neighbor *s, char buf[ADDR_TEXT])
{
	const struct addr *a = &s->p->conf.local;

	if (a->af == ADDR_NONE && s->n != NULL)
		a = &s->n->local;
	if (a->af == ADDR_NONE)
		snprintf(buf, ADDR_TEXT, "auto");
	else
		addr_print(a, buf, ADDR_TEXT);
	return buf;
}

/* --- what both sides offer ------------------------------------------------ */

static bool
has_open(const struct show_neighbor *s)
{
	return s->n != NULL && s->n->remote_caps_len > 0 &&
	    s->n->remote_caps_len <= sizeof(s->n->remote_caps);
}

/* The next capability of a TLV list; false: no more. */
static bool
next_cap(struct rbuf *b, uint8_t *code, struct rbuf *value)
{
	uint8_t len;

	return rbuf_u8(b, code) == 0 && rbuf_u8(b, &len) == 0 &&
	    rbuf_sub(b, len, value) == 0;
}

static int
remote_has(const struct show_neighbor *s, uint8_t code, uint8_t also)
{
	struct rbuf b, value;
	uint8_t c;

	if (!has_open(s))
		return UNKNOWN;
	b = rbuf_of(s->n->remote_caps, s->n->remote_caps_len);
	while (next_cap(&b, &c, &value))
		if (c == code || c == also)
			return 1;
	return 0;
}

static const struct shown_cap {
	const char	*word;
	uint8_t		 code;
	uint8_t		 also;
} caps[] = {
	{ "asn4",		CAP_AS4,		CAP_AS4 },
	{ "route-refresh",	CAP_REFRESH,		CAP_REFRESH_CISCO },
	{ "multi-session",	CAP_MULTISESSION,
	    CAP_MULTISESSION_CISCO },
	{ "operational",	CAP_OPERATIONAL,	CAP_OPERATIONAL },
	{ "add-path",		CAP_ADD_PATH,		CAP_ADD_PATH },
	{ "extended-message",	CAP_EXTENDED_MESSAGE,
	    CAP_EXTENDED_MESSAGE },
	{ "graceful-restart",	CAP_GR,			CAP_GR },
};

enum { CAPS = sizeof(caps) / sizeof(caps[0]) };

static int
local_has(const struct show_neighbor *s, const struct shown_cap *cap)
{
	const struct conf_neighbor *n = &s->p->conf;

	switch (cap->code) {
	case CAP_AS4:
		return n->as4 != 0;
	case CAP_REFRESH:
		return n->route_refresh != 0;
	case CAP_MULTISESSION:
		return n->multi_session != 0;
	case CAP_OPERATIONAL:
		return n->operational != 0;
	case CAP_ADD_PATH:
		return n->add_path != 0;
	case CAP_EXTENDED_MESSAGE:
		return n->extended_message != 0;
	default:
		return n->gr_time != 0;
	}
}

static bool
local_family(const struct peer *p, unsigned f)
{
	unsigned i;

	for (i = 0; i < p->conf.nfamilies; i++)
		if (p->conf.families[i] == f)
			return true;
	return p->conf.family_all != 0;
}

static int
common_family(const struct show_neighbor *s, unsigned f)
{
	return !has_open(s) ? UNKNOWN :
	    s->p->up && (s->p->neg.families >> f & 1) != 0;
}

static int
common_add_path(const struct show_neighbor *s, unsigned f)
{
	const struct peer *p = s->p;

	if (!has_open(s))
		return (p->conf.add_path_families >> f & 1) != 0 &&
		    p->conf.add_path != 0 ? UNKNOWN : 0;
	return p->up && (p->neg.add_path_tx >> f & 1) != 0 &&
	    (p->neg.add_path_rx >> f & 1) != 0;
}

/* --- text ----------------------------------------------------------------- */

void
show_form_summary(struct wbuf *w, const struct show_neighbor *s)
{
	char addr[ADDR_TEXT], lower[16], as[16], time[48] = "down";
	const char *state = state_of(s);
	size_t i;

	for (i = 0; state[i] != '\0' && i < sizeof(lower) - 1; i++)
		lower[i] = (char)(state[i] | 0x20);
	lower[i] = '\0';
	snprintf(as, sizeof(as), "%u", peer_remote_as(s->p));
	if (s->p->up)
		duration(seconds(s), time, sizeof(time));
	wbuf_printf(w, "%-15s %-7s %9s %-12s %10llu %10llu\n",
	    remote_of(s, addr), as, time, lower,
	    s->n == NULL ? 0ULL : (unsigned long long)s->n->sent[1],
	    s->n == NULL ? 0ULL : (unsigned long long)s->n->rcvd[1]);
}

static void
kv(struct wbuf *w, const char *key, const char *a, const char *b,
    const char *c)
{
	wbuf_printf(w, "   %-20s %15s %15s %15s\n", key, a, b, c);
}

static const char *
en(int v)
{
	return v == UNKNOWN ? "n/a" : v != 0 ? "enabled" : "disabled";
}

static void
extensive_setup(struct wbuf *w, const struct show_neighbor *s)
{
	char a[ADDR_TEXT], b[ADDR_TEXT];
	const struct peer *p = s->p;
	struct addr id = addr_v4(p->conf.router_id);

	wbuf_str(w, "\n  Setup                           Local          "
	    "Remote\n");
	snprintf(a, sizeof(a), "%u", peer_local_as(p));
	snprintf(b, sizeof(b), "%u", peer_remote_as(p));
	kv(w, "AS", a, b, "");
	if (s->n != NULL)
		id = addr_v4(s->n->router_id);
	addr_print(&id, a, sizeof(a));
	if (has_open(s)) {
		id = addr_v4(s->n->remote_id);
		addr_print(&id, b, sizeof(b));
	} else
		snprintf(b, sizeof(b), "n/a");
	kv(w, "ID", a, b, "");
	snprintf(a, sizeof(a), "%u", p->conf.hold_time);
	if (has_open(s))
		snprintf(b, sizeof(b), "%u", s->n->hold);
	kv(w, "hold-time", a, b, "");
}

static void
extensive_offers(struct wbuf *w, const struct show_neighbor *s)
{
	const struct family_info *info;
	char key[64];
	unsigned i;

	wbuf_str(w, "\n  Capability                      Local          "
	    "Remote\n");
	for (i = 0; i < CAPS; i++) {
		snprintf(key, sizeof(key), "%s:", caps[i].word);
		kv(w, key, en(local_has(s, &caps[i])),
		    en(remote_has(s, caps[i].code, caps[i].also)), "");
	}
	wbuf_str(w, "\n  Families                        Local          "
	    "Remote        Add-Path\n");
	for (i = 0; i < FAMILY_MAX; i++) {
		if (!local_family(s->p, i))
			continue;
		info = family_info((enum family)i);
		snprintf(key, sizeof(key), "%s %s:", info->afi_word,
		    info->safi_word);
		kv(w, key, "enabled", en(common_family(s, i)),
		    en(common_add_path(s, i)));
	}
}

/* By BGP type less one, in ExaBGP's order. */
static const struct message_word {
	const char	*word;
	uint8_t		 at;
} messages[CTL_NTYPES] = {
	{ "open", 0 }, { "notification", 2 }, { "keepalive", 3 },
	{ "update", 1 }, { "refresh", 4 },
};

static void
message_line(struct wbuf *w, const char *word, uint64_t sent, uint64_t rcvd)
{
	char key[32], a[32], b[32];

	snprintf(key, sizeof(key), "%s:", word);
	snprintf(a, sizeof(a), "%llu", (unsigned long long)sent);
	snprintf(b, sizeof(b), "%llu", (unsigned long long)rcvd);
	kv(w, key, a, b, "");
}

static void
extensive_messages(struct wbuf *w, const struct show_neighbor *s)
{
	uint64_t sent = 0, rcvd = 0, a, b;
	unsigned i;

	wbuf_str(w, "\n  Message Statistic                Sent        "
	    "Received\n");
	for (i = 0; i < CTL_NTYPES; i++) {
		a = s->n == NULL ? 0 : s->n->sent[messages[i].at];
		b = s->n == NULL ? 0 : s->n->rcvd[messages[i].at];
		message_line(w, messages[i].word, a, b);
		sent += a;
		rcvd += b;
	}
	message_line(w, "total", sent, rcvd);
}

void
show_form_extensive(struct wbuf *w, const struct show_neighbor *s)
{
	char addr[ADDR_TEXT], time[48];

	wbuf_printf(w, "Neighbor %s\n\n  Session                         "
	    "Local\n", remote_of(s, addr));
	kv(w, "local", local_of(s, addr), "", "");
	kv(w, "state", state_of(s), "", "");
	kv(w, s->p->up ? "up for" : "down for",
	    duration(seconds(s), time, sizeof(time)), "", "");
	extensive_setup(w, s);
	extensive_offers(w, s);
	extensive_messages(w, s);
	wbuf_str(w, "\n");
}

/* As bgpd -nv prints it, keys and api blocks left out: they are not here. */
void
show_form_configuration(struct wbuf *w, const struct show_neighbor *s)
{
	char addr[ADDR_TEXT];

	wbuf_printf(w, "neighbor %s", remote_of(s, addr));
	if (conf_is_range(&s->p->conf))
		wbuf_printf(w, "/%u", s->p->conf.remote_plen);
	wbuf_str(w, " {\n");
	conf_print_neighbor_words(w, &s->p->conf, NULL, 0);
	wbuf_str(w, "}\n");
}

/* --- JSON ----------------------------------------------------------------- */

static const char *
number(int v)
{
	return v == UNKNOWN ? "null" : v != 0 ? "1" : "0";
}

static const char *
truth(int v)
{
	return v == UNKNOWN ? "null" : v != 0 ? "true" : "false";
}

static void
json_family(struct wbuf *w, const char **comma, unsigned f)
{
	const struct family_info *info = family_info((enum family)f);

	wbuf_printf(w, "%s\"%s %s\": ", *comma, info->afi_word,
	    info->safi_word);
	*comma = ", ";
}

/* One side's object: capabilities, families, who it is. */
static void
json_side(struct wbuf *w, const struct show_neighbor *s, bool local)
{
	const char *comma = "";
	unsigned i;

	wbuf_str(w, "{\"capabilities\": {");
	for (i = 0; i < CAPS; i++)
		wbuf_printf(w, "%s\"%s\": %s", i == 0 ? "" : ", ",
		    caps[i].word, number(local ? local_has(s, &caps[i]) :
		    remote_has(s, caps[i].code, caps[i].also)));
	wbuf_str(w, "}, \"families\": {");
	for (i = 0; i < FAMILY_MAX; i++)
		if (local_family(s->p, i)) {
			json_family(w, &comma, i);
			wbuf_str(w, local ? "true" :
			    truth(common_family(s, i)));
		}
	comma = "";
	wbuf_str(w, "}, \"add-path\": {");
	for (i = 0; i < FAMILY_MAX; i++)
		if (local_family(s->p, i)) {
			json_family(w, &comma, i);
			wbuf_str(w, number(local ?
			    (s->p->conf.add_path_families >> i & 1) != 0 &&
			    s->p->conf.add_path != 0 :
			    common_add_path(s, i)));
		}
	wbuf_str(w, "}");
}

static void
json_ends(struct wbuf *w, const struct show_neighbor *s)
{
	const struct peer *p = s->p;
	struct addr id = addr_v4(s->n != NULL ? s->n->router_id :
	    p->conf.router_id);
	char addr[ADDR_TEXT];

	wbuf_str(w, ", \"local\": ");
	json_side(w, s, true);
	wbuf_printf(w, ", \"address\": \"%s\", \"as\": %u, \"id\": \"",
	    local_of(s, addr), peer_local_as(p));
	emit_addr(w, &id);
	wbuf_printf(w, "\", \"hold\": %u}, \"peer\": ", p->conf.hold_time);
	json_side(w, s, false);
	wbuf_printf(w, ", \"address\": \"%s\", \"as\": %u, \"id\": ",
	    remote_of(s, addr), peer_remote_as(p));
	if (has_open(s)) {
		id = addr_v4(s->n->remote_id);
		wbuf_u8(w, '"');
		emit_addr(w, &id);
		wbuf_printf(w, "\", \"hold\": %u}", s->n->hold);
	} else
		wbuf_str(w, "null, \"hold\": null}");
}

static void
json_messages(struct wbuf *w, const struct show_neighbor *s, bool sent)
{
	uint64_t v, total = 0;
	unsigned i;

	wbuf_str(w, "{");
	for (i = 0; i < CTL_NTYPES; i++) {
		v = s->n == NULL ? 0 : sent ? s->n->sent[messages[i].at] :
		    s->n->rcvd[messages[i].at];
		total += v;
		wbuf_printf(w, "\"%s\": %llu, ", messages[i].word,
		    (unsigned long long)v);
	}
	wbuf_printf(w, "\"total\": %llu}", (unsigned long long)total);
}

void
show_form_json(struct wbuf *w, const struct show_neighbor *s)
{
	wbuf_printf(w, "{\"state\": \"%s\", \"duration\": %llu, \"fsm\": "
	    "\"%s\"", s->p->up ? "up" : "down",
	    (unsigned long long)seconds(s), state_of(s));
	json_ends(w, s);
	wbuf_str(w, ", \"messages\": {\"sent\": ");
	json_messages(w, s, true);
	wbuf_str(w, ", \"received\": ");
	json_messages(w, s, false);
	wbuf_printf(w, "}, \"prefixes\": {\"received\": %llu, \"withdrawn\": "
	    "%llu}}", (unsigned long long)s->prefixes_in,
	    (unsigned long long)s->p->count.withdraws_in);
}

void
show_form_listed(struct wbuf *w, const struct show_neighbor *s)
{
	char addr[ADDR_TEXT];

	wbuf_printf(w, "{\"peer-address\": \"%s\", \"peer-as\": %u, "
	    "\"state\": \"%s\"}", remote_of(s, addr), peer_remote_as(s->p),
	    state_of(s));
}

void
show_form_name(struct wbuf *w, const struct peer *p)
{
	struct addr id = addr_v4(p->conf.router_id != 0 ? p->conf.router_id :
	    p->neg.local_id);
	const struct addr *local = p->conf.local.af != ADDR_NONE ?
	    &p->conf.local : &p->neg.local;

	wbuf_str(w, "neighbor ");
	emit_addr(w, &p->conf.remote);
	wbuf_str(w, " local-ip ");
	if (local->af == ADDR_NONE)
		wbuf_str(w, "auto");
	else
		emit_addr(w, local);
	wbuf_printf(w, " local-as %u peer-as %u router-id ",
	    peer_local_as(p), peer_remote_as(p));
	emit_addr(w, &id);
	wbuf_str(w, " family-allowed in-open");
}

void
show_form_status(struct wbuf *w, const struct show_neighbor *s)
{
	wbuf_str(w, "  - ");
	show_form_name(w, s->p);
	wbuf_printf(w, ": %s\n", state_of(s));
}

void
show_form_status_json(struct wbuf *w, const struct show_neighbor *s)
{
	wbuf_u8(w, '"');
	show_form_name(w, s->p);
	wbuf_printf(w, "\": \"%s\"", state_of(s));
}
