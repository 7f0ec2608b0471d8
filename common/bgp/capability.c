/* SPDX-License-Identifier: ISC */
/*
 * Capabilities (RFC 5492): one row each, in the order in which they are sent.
 * A capability whose inner length is wrong is ignored, for a neighbour that
 * writes one of them badly can still be talked to; only AS4 and the role,
 * which say who it is, are refused.
 */
#include <string.h>

#include "bgp/capability.h"
#include "bgp/capability_event.h"
#include "event/emit.h"

struct cap_row {
	uint8_t		 code;
	const char	*word;		/* configuration, after "require" */
	bool		(*present)(const struct capabilities *c);
	/* Value only; for CAP_MP the nth one. */
	void		(*write)(struct wbuf *w, const struct capabilities *c,
			    unsigned nth);
	/* 0, or -1: not of the form it should have.  NULL: only known. */
	int		(*read)(struct rbuf b, struct capabilities *c);
	const struct cap_event *event;	/* NULL: as an unknown one */
};

static void
list_add(struct afi_safi_list *l, struct afi_safi v)
{
	unsigned i;

	for (i = 0; i < l->n; i++)
		if (l->v[i].afi == v.afi && l->v[i].safi == v.safi) {
			l->v[i] = v;
			return;
		}
	if (l->n < CAP_FAMILIES_MAX)
		l->v[l->n++] = v;
}

const struct afi_safi *
afi_safi_find(const struct afi_safi_list *l, uint16_t afi, uint8_t safi)
{
	unsigned i;

	for (i = 0; i < l->n; i++)
		if (l->v[i].afi == afi && l->v[i].safi == safi)
			return &l->v[i];
	return NULL;
}

/* --- multiprotocol, RFC 4760 8 --- */

static bool
mp_present(const struct capabilities *c)
{
	return c->mp.n != 0;
}

static void
mp_write(struct wbuf *w, const struct capabilities *c, unsigned nth)
{
	wbuf_u16(w, c->mp.v[nth].afi);
	wbuf_u8(w, 0);
	wbuf_u8(w, c->mp.v[nth].safi);
}

static int
mp_read(struct rbuf b, struct capabilities *c)
{
	struct afi_safi v = { 0 };
	uint8_t reserved;

	if (b.left != 4 || rbuf_u16(&b, &v.afi) == -1 ||
	    rbuf_u8(&b, &reserved) == -1 || rbuf_u8(&b, &v.safi) == -1)
		return -1;
	list_add(&c->mp, v);
	return 0;
}

/* --- 4-octet AS, RFC 6793 3 --- */

static bool
as4_present(const struct capabilities *c)
{
	return c->has_as4;
}

static void
as4_write(struct wbuf *w, const struct capabilities *c, unsigned nth)
{
	(void)nth;
	wbuf_u32(w, c->as4);
}

static int
as4_read(struct rbuf b, struct capabilities *c)
{
	if (b.left != 4 || rbuf_u32(&b, &c->as4) == -1)
		return -1;
	c->has_as4 = true;
	return 0;
}

/* --- extended next hop, RFC 8950 4: a SAFI of two octets --- */

static bool
enh_present(const struct capabilities *c)
{
	return c->enh.n != 0;
}

static void
enh_write(struct wbuf *w, const struct capabilities *c, unsigned nth)
{
	unsigned i;

	(void)nth;
	for (i = 0; i < c->enh.n; i++) {
		wbuf_u16(w, c->enh.v[i].afi);
		wbuf_u16(w, c->enh.v[i].safi);
		wbuf_u16(w, (uint16_t)c->enh.v[i].n);
	}
}

static int
enh_read(struct rbuf b, struct capabilities *c)
{
	struct afi_safi v;
	uint16_t safi, nh;

	if (b.left % 6 != 0)
		return -1;
	while (b.left > 0) {
		v = (struct afi_safi){ 0 };
		if (rbuf_u16(&b, &v.afi) == -1 || rbuf_u16(&b, &safi) == -1 ||
		    rbuf_u16(&b, &nh) == -1)
			return -1;
		if (safi > 255)
			continue;
		v.safi = (uint8_t)safi;
		v.n = nh;
		list_add(&c->enh, v);
	}
	return 0;
}

/* --- ADD-PATH, RFC 7911 4 --- */

static bool
add_path_present(const struct capabilities *c)
{
	return c->add_path.n != 0;
}

static void
add_path_write(struct wbuf *w, const struct capabilities *c, unsigned nth)
{
	unsigned i;

	(void)nth;
	for (i = 0; i < c->add_path.n; i++) {
		wbuf_u16(w, c->add_path.v[i].afi);
		wbuf_u8(w, c->add_path.v[i].safi);
		wbuf_u8(w, c->add_path.v[i].arg);
	}
}

/* A mode that does not exist spoils the whole capability. */
static int
add_path_read(struct rbuf b, struct capabilities *c)
{
	struct afi_safi_list l = { 0 };
	struct afi_safi v;

	if (b.left % 4 != 0)
		return -1;
	while (b.left > 0) {
		v = (struct afi_safi){ 0 };
		if (rbuf_u16(&b, &v.afi) == -1 || rbuf_u8(&b, &v.safi) == -1 ||
		    rbuf_u8(&b, &v.arg) == -1)
			return -1;
		if (v.arg < ADD_PATH_RECEIVE || v.arg > ADD_PATH_BOTH)
			return -1;
		list_add(&l, v);
	}
	c->add_path = l;
	return 0;
}

/* --- paths limit, draft-abraitis-idr-addpath-paths-limit --- */

static bool
limit_present(const struct capabilities *c)
{
	return c->paths_limit.n != 0;
}

static void
limit_write(struct wbuf *w, const struct capabilities *c, unsigned nth)
{
	unsigned i;

	(void)nth;
	for (i = 0; i < c->paths_limit.n; i++) {
		wbuf_u16(w, c->paths_limit.v[i].afi);
		wbuf_u8(w, c->paths_limit.v[i].safi);
		wbuf_u16(w, (uint16_t)c->paths_limit.v[i].n);
	}
}

static int
limit_read(struct rbuf b, struct capabilities *c)
{
	struct afi_safi v;
	uint16_t n;

	if (b.left % 5 != 0)
		return -1;
	while (b.left > 0) {
		v = (struct afi_safi){ 0 };
		if (rbuf_u16(&b, &v.afi) == -1 || rbuf_u8(&b, &v.safi) == -1 ||
		    rbuf_u16(&b, &n) == -1)
			return -1;
		v.n = n;
		/* The first of a family counts; 0 says nothing. */
		if (n != 0 && afi_safi_find(&c->paths_limit, v.afi,
		    v.safi) == NULL)
			list_add(&c->paths_limit, v);
	}
	return 0;
}

/* --- graceful restart, RFC 4724 3 and RFC 8538 2; the last one counts --- */

static bool
gr_present(const struct capabilities *c)
{
	return c->has_gr;
}

static void
gr_write(struct wbuf *w, const struct capabilities *c, unsigned nth)
{
	unsigned i;

	(void)nth;
	wbuf_u16(w, (uint16_t)((c->gr_restarting ? 0x8000 : 0) |
	    (c->gr_notification ? 0x4000 : 0) | (c->gr_time & 0x0fff)));
	for (i = 0; i < c->gr.n; i++) {
		wbuf_u16(w, c->gr.v[i].afi);
		wbuf_u8(w, c->gr.v[i].safi);
		wbuf_u8(w, c->gr.v[i].arg ? 0x80 : 0);
	}
}

static int
gr_read(struct rbuf b, struct capabilities *c)
{
	struct afi_safi_list l = { 0 };
	struct afi_safi v;
	uint16_t flags;
	uint8_t f;

	if (b.left % 4 != 2 || rbuf_u16(&b, &flags) == -1)
		return -1;
	while (b.left > 0) {
		v = (struct afi_safi){ 0 };
		if (rbuf_u16(&b, &v.afi) == -1 || rbuf_u8(&b, &v.safi) == -1 ||
		    rbuf_u8(&b, &f) == -1)
			return -1;
		v.arg = f >> 7;
		list_add(&l, v);
	}
	c->has_gr = true;
	c->gr_restarting = (flags & 0x8000) != 0;
	c->gr_notification = (flags & 0x4000) != 0;
	c->gr_time = flags & 0x0fff;
	c->gr = l;
	return 0;
}

/* --- long-lived graceful restart, RFC 9494 3.1 --- */

static bool
llgr_present(const struct capabilities *c)
{
	return c->has_llgr;
}

static void
llgr_write(struct wbuf *w, const struct capabilities *c, unsigned nth)
{
	unsigned i;

	(void)nth;
	for (i = 0; i < c->llgr.n; i++) {
		wbuf_u16(w, c->llgr.v[i].afi);
		wbuf_u8(w, c->llgr.v[i].safi);
		wbuf_u8(w, c->llgr.v[i].arg ? 0x80 : 0);
		wbuf_u24(w, c->llgr.v[i].n);
	}
}

static int
llgr_read(struct rbuf b, struct capabilities *c)
{
	struct afi_safi_list l = { 0 };
	struct afi_safi v;
	uint8_t f;

	if (b.left % 7 != 0)
		return -1;
	while (b.left > 0) {
		v = (struct afi_safi){ 0 };
		if (rbuf_u16(&b, &v.afi) == -1 || rbuf_u8(&b, &v.safi) == -1 ||
		    rbuf_u8(&b, &f) == -1 || rbuf_u24(&b, &v.n) == -1)
			return -1;
		v.arg = f >> 7;
		list_add(&l, v);
	}
	c->has_llgr = true;
	c->llgr = l;
	return 0;
}

/* --- capabilities without a value --- */

static bool
refresh_present(const struct capabilities *c)
{
	return c->refresh;
}

static bool
enhanced_present(const struct capabilities *c)
{
	return c->enhanced_refresh;
}

static bool
extended_present(const struct capabilities *c)
{
	return c->extended_message;
}

static bool
link_local_present(const struct capabilities *c)
{
	return c->link_local;
}

static bool
never_present(const struct capabilities *c)
{
	(void)c;
	return false;
}

static int
refresh_read(struct rbuf b, struct capabilities *c)
{
	if (b.left != 0)
		return -1;
	c->refresh = true;
	return 0;
}

static int
enhanced_read(struct rbuf b, struct capabilities *c)
{
	if (b.left != 0)
		return -1;
	c->enhanced_refresh = true;
	return 0;
}

static int
extended_read(struct rbuf b, struct capabilities *c)
{
	if (b.left != 0)
		return -1;
	c->extended_message = true;
	return 0;
}

static int
link_local_read(struct rbuf b, struct capabilities *c)
{
	if (b.left != 0)
		return -1;
	c->link_local = true;
	return 0;
}

/* --- OPERATIONAL messages, ExaBGP's own --- */

static bool
operational_present(const struct capabilities *c)
{
	return c->operational;
}

static int
operational_read(struct rbuf b, struct capabilities *c)
{
	(void)b;
	c->operational = true;
	return 0;
}

/* --- role, RFC 9234 4.1 --- */

static bool
role_present(const struct capabilities *c)
{
	return c->role != ROLE_UNSET;
}

static void
role_write(struct wbuf *w, const struct capabilities *c, unsigned nth)
{
	(void)nth;
	wbuf_u8(w, c->role);
}

static int
role_read(struct rbuf b, struct capabilities *c)
{
	uint8_t role;

	if (b.left != 1 || rbuf_u8(&b, &role) == -1)
		return -1;
	if (c->role != ROLE_UNSET && c->role != role)
		c->role_conflict = true;
	c->role = role;
	return 0;
}

/* --- names: FQDN and software version (drafts of that name) --- */

/* Length and text; a NUL would end the string for every reader: cut there. */
static int
name_read(struct rbuf *b, char out[CAP_NAME_MAX])
{
	struct rbuf text;
	uint8_t len;

	if (rbuf_u8(b, &len) == -1 || rbuf_sub(b, len, &text) == -1)
		return -1;
	memset(out, 0, CAP_NAME_MAX);
	memcpy(out, text.p, text.left);
	return 0;
}

static void
name_write(struct wbuf *w, const char *s)
{
	size_t len = strnlen(s, CAP_NAME_MAX - 1);

	wbuf_u8(w, (uint8_t)len);
	wbuf_bytes(w, s, len);
}

static bool
fqdn_present(const struct capabilities *c)
{
	return c->host[0] != '\0';
}

/* Both names share one capability of at most 255 octets: the domain gives. */
static void
fqdn_write(struct wbuf *w, const struct capabilities *c, unsigned nth)
{
	char host[CAP_NAME_MAX], domain[CAP_NAME_MAX];
	size_t room;

	(void)nth;
	memcpy(host, c->host, sizeof(host));
	memcpy(domain, c->domain, sizeof(domain));
	host[CAP_NAME_MAX - 3] = '\0';
	domain[CAP_NAME_MAX - 1] = '\0';
	room = CAP_NAME_MAX - 3 - strlen(host);
	domain[room] = '\0';
	name_write(w, host);
	name_write(w, domain);
}

static int
fqdn_read(struct rbuf b, struct capabilities *c)
{
	char host[CAP_NAME_MAX], domain[CAP_NAME_MAX] = "";

	if (name_read(&b, host) == -1 ||
	    (b.left != 0 && name_read(&b, domain) == -1))
		return -1;
	memcpy(c->host, host, sizeof(host));
	memcpy(c->domain, domain, sizeof(domain));
	return 0;
}

static bool
version_present(const struct capabilities *c)
{
	return c->version[0] != '\0';
}

static void
version_write(struct wbuf *w, const struct capabilities *c, unsigned nth)
{
	size_t len = strnlen(c->version, CAP_NAME_MAX - 2);

	(void)nth;
	wbuf_u8(w, (uint8_t)len);
	wbuf_bytes(w, c->version, len);
}

static int
version_read(struct rbuf b, struct capabilities *c)
{
	return name_read(&b, c->version);
}

static const struct cap_row rows[] = {
	{ CAP_MP, "multiprotocol", mp_present, mp_write, mp_read,
	    &cap_event_mp },
	{ CAP_AS4, "asn4", as4_present, as4_write, as4_read, &cap_event_as4 },
	{ CAP_ENH, "nexthop", enh_present, enh_write, enh_read,
	    &cap_event_enh },
	{ CAP_ADD_PATH, "add-path",
	    add_path_present, add_path_write, add_path_read,
	    &cap_event_add_path },
	{ CAP_PATHS_LIMIT, "paths-limit",
	    limit_present, limit_write, limit_read, &cap_event_limit },
	{ CAP_GR, "graceful-restart", gr_present, gr_write, gr_read,
	    &cap_event_gr },
	{ CAP_REFRESH, "route-refresh", refresh_present, NULL, refresh_read,
	    &cap_event_refresh },
	{ CAP_ENHANCED_REFRESH, "enhanced-route-refresh",
	    enhanced_present, NULL, enhanced_read, &cap_event_enhanced },
	{ CAP_OPERATIONAL, NULL, operational_present, NULL, operational_read,
	    &cap_event_operational },
	{ CAP_EXTENDED_MESSAGE, "extended-message",
	    extended_present, NULL, extended_read, &cap_event_extended },
	{ CAP_ROLE, "role", role_present, role_write, role_read,
	    &cap_event_role },
	{ CAP_LLGR, "long-lived-graceful-restart",
	    llgr_present, llgr_write, llgr_read, &cap_event_llgr },
	{ CAP_FQDN, "host-name", fqdn_present, fqdn_write, fqdn_read,
	    &cap_event_fqdn },
	{ CAP_VERSION, "software-version",
	    version_present, version_write, version_read,
	    &cap_event_version },
	{ CAP_LINK_LOCAL, "link-local-nexthop",
	    link_local_present, NULL, link_local_read,
	    &cap_event_link_local },
	/* RFC 2918's number before it had one: understood, never sent. */
	{ CAP_REFRESH_CISCO, NULL, never_present, NULL, refresh_read,
	    &cap_event_refresh_cisco },
	{ CAP_MULTISESSION, NULL, never_present, NULL, NULL,
	    &cap_event_multisession },
	{ CAP_MULTISESSION_CISCO, NULL, never_present, NULL, NULL,
	    &cap_event_multisession_cisco },
};
enum { NROWS = sizeof(rows) / sizeof(rows[0]) };

static const struct cap_row *
row_find(uint8_t code)
{
	unsigned i;

	for (i = 0; i < NROWS; i++)
		if (rows[i].code == code)
			return &rows[i];
	return NULL;
}

void
capabilities_init(struct capabilities *c)
{
	memset(c, 0, sizeof(*c));
	c->role = ROLE_UNSET;
}

/* Code, length, value; a value over 255 octets cannot be and is left out. */
static void
tlv_write(struct wbuf *w, const struct cap_row *r,
    const struct capabilities *c, unsigned nth)
{
	size_t at = w->len;

	wbuf_u8(w, r->code);
	wbuf_u8(w, 0);
	if (r->write != NULL)
		r->write(w, c, nth);
	if (w->failed)
		return;
	if (w->len - at - 2 > 255)
		wbuf_truncate(w, at);
	else
		wbuf_set_u8(w, at + 1, (uint8_t)(w->len - at - 2));
}

static void
row_write(struct wbuf *w, const struct cap_row *r,
    const struct capabilities *c)
{
	unsigned i, n = r->code == CAP_MP ? c->mp.n : 1;

	if (r->present(c))
		for (i = 0; i < n; i++)
			tlv_write(w, r, c, i);
}

void
capabilities_write(struct wbuf *w, const struct capabilities *c)
{
	unsigned i;

	for (i = 0; i < NROWS; i++)
		row_write(w, &rows[i], c);
}

void
capability_write_one(struct wbuf *w, const struct capabilities *c,
    uint8_t code)
{
	const struct cap_row *r = row_find(code);

	if (r != NULL)
		row_write(w, r, c);
}

bool
capability_present(const struct capabilities *c, uint8_t code)
{
	const struct cap_row *r = row_find(code);
	unsigned i;

	if (r != NULL && r->present(c))
		return true;
	for (i = 0; i < c->nunknown; i++)
		if (c->unknown[i] == code)
			return true;
	return false;
}

static void
unknown_add(struct capabilities *c, uint8_t code)
{
	unsigned i;

	for (i = 0; i < c->nunknown; i++)
		if (c->unknown[i] == code)
			return;
	if (c->nunknown < CAP_UNKNOWN_MAX)
		c->unknown[c->nunknown++] = code;
}

int
capabilities_read(struct rbuf b, struct capabilities *c, struct notify *err)
{
	struct capabilities n = *c;
	const struct cap_row *r;
	struct rbuf value;
	uint8_t code, len;

	while (b.left > 0) {
		if (rbuf_u8(&b, &code) == -1 || rbuf_u8(&b, &len) == -1 ||
		    rbuf_sub(&b, len, &value) == -1)
			goto refuse;
		r = row_find(code);
		if (r == NULL || r->read == NULL)
			unknown_add(&n, code);
		else if (r->read(value, &n) == -1 &&
		    (code == CAP_AS4 || code == CAP_ROLE))
			goto refuse;
	}
	*c = n;
	return 0;

refuse:
	notify_set(err, NOTIFY_OPEN, OPEN_UNSPECIFIC, NULL, 0);
	return -1;
}

uint8_t
capability_by_word(const char *word)
{
	unsigned i;

	for (i = 0; i < NROWS; i++)
		if (rows[i].word != NULL && strcmp(rows[i].word, word) == 0)
			return rows[i].code;
	return 0;
}

/* What an event has for this code in that shape, or NULL. */
static const struct cap_event *
event_find(uint8_t code, unsigned shape)
{
	const struct cap_row *r = row_find(code);

	if (r == NULL || r->event == NULL || r->event->shape > shape)
		return NULL;
	return r->event;
}

void
capability_key(struct wbuf *w, uint8_t code, unsigned shape)
{
	const struct cap_row *r = row_find(code);
	const struct cap_event *e = r != NULL ? r->event : NULL;

	if (e == NULL)
		wbuf_printf(w, "capability-0x%x", code);
	else if (shape == SHAPE_4 && e->key4 != NULL)
		wbuf_str(w, e->key4);
	else
		wbuf_str(w, e->key);
}

/* One that was not of its form is shown by its octets. */
void
capability_json(struct wbuf *w, const struct capability_seen *s,
    unsigned shape)
{
	const struct cap_event *e = event_find(s->code, shape);

	if (e == NULL || !e->json(w, s, shape))
		cap_event_unknown_json(w, s);
}

void
capability_line(struct wbuf *w, const struct capability_seen *s,
    unsigned shape)
{
	const struct cap_event *e = event_find(s->code, shape);

	if (e == NULL || !e->line(w, s, shape))
		cap_event_unknown_line(w, s);
}
