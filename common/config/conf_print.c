/* SPDX-License-Identifier: ISC */
/*
 * The canonical text of an image.  Routes that several neighbours share are
 * printed once, in a template of the name routes-N that they inherit; reading
 * that gives the same sets again, so that print, parse, print is the identity.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "config/conf_control.h"
#include "config/conf_image_routes.h"
#include "config/conf_line.h"
#include "config/conf_operational.h"
#include "config/conf_parse.h"
#include "config/conf_print_neighbor.h"
#include "config/conf_process.h"
#include "text/route.h"

/* Bodies in the image, by number less 1. */
struct print {
	struct wbuf		*out;
	const struct conf_image	*img;
	struct rbuf		*attrs;
	struct rbuf		*targets;
	struct rbuf		*routes;	/* in order of targets */
	size_t			*first;		/* of targets: into routes */
	struct route_spec	 spec;
	uint32_t		 spec_attrs;	/* number in spec.attrs */
};

/* --- an index of the image ---------------------------------------------- */

static void
collect_sets(struct print *p)
{
	struct conf_route r;
	struct rbuf body;
	uint32_t na = 0, nt = 0, i;
	size_t at = 0;
	int type;

	while ((type = conf_image_next_route(p->img, &at, &body)) != 0) {
		if (type == CONF_ATTRS)
			p->attrs[na++] = body;
		else if (type == CONF_TARGETS)
			p->targets[nt++] = body;
		else if (type == CONF_ROUTE &&
		    conf_route_unpack(&body, &r) == 0)
			p->first[r.targets]++;
	}
	for (i = 1; i <= p->img->ntargets; i++)
		p->first[i] += p->first[i - 1];
}

static void
collect_routes(struct print *p)
{
	struct conf_route r;
	struct rbuf body, b;
	size_t at = 0, *next;
	int type;

	next = xreallocarray(NULL, p->img->ntargets + 1UL, sizeof(*next));
	memcpy(next, p->first, (p->img->ntargets + 1UL) * sizeof(*next));
	while ((type = conf_image_next_route(p->img, &at, &body)) != 0) {
		b = body;
		if (type == CONF_ROUTE && conf_route_unpack(&b, &r) == 0)
			p->routes[next[r.targets - 1]++] = body;
	}
	free(next);
}

static void
collect(struct print *p)
{
	const struct conf_image *img = p->img;

	p->attrs = xcalloc(img->nattrs + 1UL, sizeof(*p->attrs));
	p->targets = xcalloc(img->ntargets + 1UL, sizeof(*p->targets));
	p->routes = xcalloc(img->nroutes + 1UL, sizeof(*p->routes));
	p->first = xcalloc(img->ntargets + 1UL, sizeof(*p->first));
	collect_sets(p);
	collect_routes(p);
}

/* --- routes ------------------------------------------------------------- */

static void
string_take(struct rbuf *b, size_t n, char *out)
{
	(void)rbuf_bytes(b, out, n);
	out[n] = '\0';
}

static void
route_load(struct print *p, struct rbuf body, struct nlri *n)
{
	struct route_spec *s = &p->spec;
	struct conf_route r;

	(void)conf_route_unpack(&body, &r);
	string_take(&body, r.name_len, s->name);
	string_take(&body, r.watchdog_len, s->watchdog);
	if (p->spec_attrs != r.attrs) {
		wbuf_reset(&s->attrs);
		wbuf_bytes(&s->attrs, p->attrs[r.attrs - 1].p,
		    p->attrs[r.attrs - 1].left);
		p->spec_attrs = r.attrs;
	}
	s->nexthop_kind = r.nexthop_kind == CONF_NEXTHOP_OCTETS ?
	    NEXTHOP_ADDR : r.nexthop_kind;
	s->nexthop.global = addr_of(r.nexthop_af, r.nexthop);
	s->nexthop.octets = r.nexthop_octets;
	s->withdrawn = r.withdrawn;
	s->prepend_self = r.prepend_self;
	memset(n, 0, sizeof(*n));
	n->family = r.family;
	n->has_path_id = r.has_path_id;
	n->path_id = r.path_id;
	n->prefix.af = r.af;
	n->prefix.len = r.plen;
	memcpy(n->prefix.b, r.prefix, sizeof(n->prefix.b));
	n->key = r.key;
	n->carried = r.carried;
}

static bool
is_announce(int block)
{
	return block != -1 && block != FAMILY_NONE;
}

/* static, or announce where the prefix alone would mean another family. */
static void
block_change(struct print *p, int from, int to)
{
	if (from == to || (is_announce(from) && is_announce(to) &&
	    strcmp(family_info((enum family)from)->afi_word,
	    family_info((enum family)to)->afi_word) == 0))
		return;
	if (from == FAMILY_NONE)
		wbuf_str(p->out, "\t}\n");
	else if (from != -1)
		wbuf_str(p->out, "\t\t}\n\t}\n");
	if (to == FAMILY_NONE)
		wbuf_str(p->out, "\tstatic {\n");
	else if (to != -1)
		wbuf_printf(p->out, "\tannounce {\n\t\t%s {\n",
		    family_info((enum family)to)->afi_word);
}

static void
print_routes(struct print *p, uint32_t targets)
{
	int block = -1, want;
	struct nlri n;
	size_t i;

	for (i = p->first[targets - 1]; i < p->first[targets]; i++) {
		route_load(p, p->routes[i], &n);
		want = !family_info(n.family)->keyed &&
		    route_family(&n.prefix) == n.family ? FAMILY_NONE :
		    n.family;
		block_change(p, block, want);
		block = want;
		if (want == FAMILY_NONE)
			wbuf_str(p->out, "\t\troute ");
		else
			wbuf_printf(p->out, "\t\t\t%s ",
			    family_info(n.family)->safi_word);
		route_print_bare(p->out, &n, &p->spec);
		wbuf_str(p->out, ";\n");
	}
	block_change(p, block, -1);
}

static bool
is_shared(const struct print *p, uint32_t targets)
{
	return p->targets[targets - 1].left > sizeof(uint16_t);
}

static bool
has_target(struct rbuf ids, uint32_t id)
{
	uint16_t v;

	while (rbuf_host(&ids, &v, sizeof(v)) == 0)
		if (v == id)
			return true;
	return false;
}

static void
print_templates(struct print *p)
{
	uint32_t t, n = 0;

	for (t = 1; t <= p->img->ntargets; t++) {
		if (!is_shared(p, t) || p->first[t] == p->first[t - 1])
			continue;
		wbuf_printf(p->out, "template {\n    neighbor routes-%u {\n",
		    ++n);
		print_routes(p, t);
		wbuf_str(p->out, "    }\n}\n\n");
	}
}

static void
print_inherit(struct print *p, uint32_t id)
{
	uint32_t t, n = 0;
	bool any = false;

	for (t = 1; t <= p->img->ntargets; t++) {
		if (!is_shared(p, t) || p->first[t] == p->first[t - 1])
			continue;
		n++;
		if (!has_target(p->targets[t - 1], id))
			continue;
		wbuf_printf(p->out, "%s routes-%u",
		    any ? "" : "\tinherit [", n);
		any = true;
	}
	if (any)
		wbuf_str(p->out, " ];\n");
}

static void
print_own_routes(struct print *p, uint32_t id)
{
	uint32_t t;

	for (t = 1; t <= p->img->ntargets; t++)
		if (!is_shared(p, t) && has_target(p->targets[t - 1], id))
			print_routes(p, t);
}

/* --- the rest ----------------------------------------------------------- */

static void
print_listen(struct wbuf *out, struct rbuf body)
{
	char buf[ADDR_TEXT];
	struct conf_listen l;

	if (rbuf_host(&body, &l, sizeof(l)) == -1)
		return;
	wbuf_printf(out, "listen %s", addr_print(&l.addr, buf, sizeof(buf)));
	if (l.port != 0)
		wbuf_printf(out, " port %u", l.port);
	if (l.interface[0] != '\0') {
		wbuf_str(out, " interface ");
		token_print(out, l.interface);
	}
	wbuf_str(out, ";\n");
}

static void
print_rule(struct wbuf *out, struct rbuf body)
{
	struct conf_control_rule r;

	if (rbuf_host(&body, &r, sizeof(r)) == -1 || r.role < 1 || r.role > 3)
		return;
	wbuf_printf(out, "\t%s %s ", conf_control_roles[r.role - 1],
	    r.is_group ? "group" : "user");
	token_print(out, r.name);
	wbuf_str(out, ";\n");
}

static void
print_user(struct wbuf *out, const char *who, const char *name)
{
	if (name[0] == '\0')
		return;
	wbuf_printf(out, "user %s ", who);
	token_print(out, name);
	wbuf_str(out, ";\n");
}

static void
print_global(const struct print *p, struct rbuf body)
{
	size_t before = p->out->len, at = 0, empty;
	struct conf_global g;
	struct rbuf b;
	int type;

	if (rbuf_host(&body, &g, sizeof(g)) == -1)
		return;
	print_user(p->out, "session", g.user_session);
	print_user(p->out, "rde", g.user_rde);
	print_user(p->out, "programs", g.user_programs);
	if (g.log_syslog != 0)
		wbuf_printf(p->out, "log %s%s;\n", g.log_syslog == 1 ?
		    "syslog" : "stderr", g.log_verbose ? " verbose" : "");
	before = p->out->len;
	wbuf_str(p->out, "control {\n");
	empty = p->out->len;
	if (g.socket[0] != '\0')
		conf_line_string(p->out, 1, "socket", g.socket);
	if (g.socket_group[0] != '\0')
		conf_line_string(p->out, 1, "group", g.socket_group);
	while ((type = conf_image_next(p->img, &at, &b)) != 0)
		if (type == CONF_RULE)
			print_rule(p->out, b);
	if (p->out->len == empty)
		wbuf_truncate(p->out, before);
	else
		wbuf_str(p->out, "}\n");
}

static void
print_may(struct wbuf *out, const struct conf_process *c)
{
	char buf[ADDR_TEXT];
	unsigned i;

	if ((c->may & CONF_MAY_ALL) != 0)
		wbuf_str(out, "\tmay all;\n");
	if ((c->may & CONF_MAY_CONTROL) != 0)
		wbuf_str(out, "\tmay control;\n");
	for (i = 0; i < c->ncreate; i++)
		wbuf_printf(out, "\tmay create %s/%u;\n",
		    addr_print(&c->create[i].addr, buf, sizeof(buf)),
		    c->create[i].plen);
	if (c->may == 0)
		wbuf_str(out, "\tmay none;\n");
}

static void
print_process(struct wbuf *out, struct rbuf body)
{
	struct conf_process c;
	const char *s;

	if (rbuf_host(&body, &c, sizeof(c)) == -1)
		return;
	wbuf_str(out, "process ");
	token_print(out, c.name);
	wbuf_str(out, " {\n\trun");
	for (s = c.run; *s != '\0'; s += strlen(s) + 1) {
		wbuf_u8(out, ' ');
		token_print(out, s);
	}
	wbuf_printf(out, ";\n\tencoder %s;\n", c.json ? "json" : "text");
	if (!c.respawn)
		conf_line_bool(out, 1, "respawn", false);
	if (c.user[0] != '\0')
		conf_line_string(out, 1, "user", c.user);
	if (c.group[0] != '\0')
		conf_line_string(out, 1, "group", c.group);
	if (c.queue != 0)
		conf_line_number(out, 1, "queue", c.queue);
	if (c.api_version != 0)
		conf_line_number(out, 1, "api-version", c.api_version);
	if (c.on_exit == CONF_EXIT_HOLD)
		wbuf_printf(out, "\ton-exit hold %u;\n", c.hold_s);
	else if (c.on_exit != CONF_EXIT_KEEP)
		conf_line_string(out, 1, "on-exit",
		    conf_process_on_exit[c.on_exit]);
	if (c.on_lag != CONF_LAG_RESTART)
		conf_line_string(out, 1, "on-lag",
		    conf_process_on_lag[c.on_lag]);
	if (c.heartbeat_s != 0)
		conf_line_number(out, 1, "heartbeat", c.heartbeat_s);
	print_may(out, &c);
	wbuf_str(out, "}\n\n");
}

static void
print_neighbor(struct print *p, struct rbuf body, size_t at,
    const struct conf_key *keys, size_t nkeys)
{
	struct conf_neighbor n;
	struct conf_api a;
	char buf[ADDR_TEXT];
	int type;

	if (rbuf_host(&body, &n, sizeof(n)) == -1)
		return;
	wbuf_printf(p->out, "neighbor %s", addr_print(&n.remote, buf,
	    sizeof(buf)));
	if (n.remote_plen < addr_bits(n.remote.af))
		wbuf_printf(p->out, "/%u", n.remote_plen);
	wbuf_str(p->out, " {\n");
	print_inherit(p, n.id);
	conf_print_neighbor_words(p->out, &n, keys, nkeys);
	/* these stand behind their neighbour */
	while ((type = conf_image_next(p->img, &at, &body)) == CONF_API ||
	    type == CONF_OPERATIONAL)
		if (type == CONF_OPERATIONAL)
			conf_operational_print(p->out, body);
		else if (rbuf_host(&body, &a, sizeof(a)) == 0)
			conf_print_neighbor_api(p->out, &a);
	print_own_routes(p, n.id);
	wbuf_str(p->out, "}\n\n");
}

static void
print_kind(struct print *p, int kind, const struct conf_key *keys,
    size_t nkeys)
{
	struct rbuf body;
	size_t at = 0;
	int type;

	while ((type = conf_image_next(p->img, &at, &body)) != 0) {
		if (type != kind)
			continue;
		if (type == CONF_GLOBAL)
			print_global(p, body);
		else if (type == CONF_LISTEN)
			print_listen(p->out, body);
		else if (type == CONF_PROCESS)
			print_process(p->out, body);
		else if (type == CONF_NEIGHBOR)
			print_neighbor(p, body, at, keys, nkeys);
	}
}

void
conf_print(struct wbuf *out, const struct conf_image *img,
    const struct conf_key *keys, size_t nkeys)
{
	struct print p = { .out = out, .img = img };
	size_t before;

	wbuf_growable(&p.spec.attrs, ATTR_SET_MAX);
	collect(&p);
	before = out->len;
	print_kind(&p, CONF_GLOBAL, NULL, 0);
	print_kind(&p, CONF_LISTEN, NULL, 0);
	if (out->len > before)
		wbuf_u8(out, '\n');
	print_kind(&p, CONF_PROCESS, NULL, 0);
	print_templates(&p);
	print_kind(&p, CONF_NEIGHBOR, keys, nkeys);
	wbuf_free(&p.spec.attrs);
	free(p.attrs);
	free(p.targets);
	free(p.routes);
	free(p.first);
}
