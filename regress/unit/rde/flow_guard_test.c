/* SPDX-License-Identifier: ISC */
/* Rules that nobody may inject by accident, against real neighbours. */
#include "rig.h"

#include "flow_guard.h"
#include "text/lexer.h"
#include "text/route.h"

struct guarded {
	struct rde	*rde;
	bool		 refused;
	char		 why[256];
};

static int
guard(void *arg, const struct nlri *n, const struct route_spec *s,
    struct text_error *e)
{
	struct guarded *g = arg;

	(void)e;
	g->why[0] = '\0';
	g->refused = flow_guard_refuses(g->rde, n, wbuf_view(&s->attrs),
	    g->why, sizeof(g->why));
	return 0;
}

/* want: NULL, or how the reason begins. */
static void
says(struct rde *rde, const char *rule, const char *want)
{
	struct guarded g = { .rde = rde };
	struct lexer *l = lexer_new(NULL, 0);
	struct text_error e = { 0 };
	struct tokens t;

	assert_int_equal(lexer_line(l, rule, strlen(rule), &t, &e), 0);
	if (route_parse(&t, ROUTE_ANNOUNCE, ROUTE_FLOW, guard, &g, &e) == -1)
		fail_msg("%s: %s", rule, e.msg);
	if (g.refused != (want != NULL) ||
	    (want != NULL && strncmp(g.why, want, strlen(want)) != 0))
		fail_msg("%s: %s", rule, g.why);
	lexer_free(l);
}

static void
guards(void **state)
{
	struct rde rde = { .peers = peers_new() };
	struct conf_neighbor c = rig_conf(7);
	struct peer *p;

	(void)state;
	addr_parse("192.0.2.1", &c.local);
	addr_parse("192.0.2.2", &c.remote);
	c.remote_plen = 32;
	(void)peers_add(rde.peers, &c);
	c = rig_conf(8);
	c.local = (struct addr){ 0 };
	addr_parse("198.51.100.2", &c.remote);
	c.remote_plen = 32;
	c.connect_port = 1179;
	p = peers_add(rde.peers, &c);

	says(&rde, "destination 203.0.113.0/24 protocol udp discard", NULL);
	says(&rde, "destination 0.0.0.0/0 discard", "it matches every IPv4");
	says(&rde, "packet-length <10 discard", "packet-length: no packet");
	says(&rde, "destination 192.0.2.0/24 protocol tcp discard",
	    "it would match packets of the session with neighbor 192.0.2.2; "
	    "'force'");
	says(&rde, "destination 192.0.2.0/24 protocol tcp mark 5", NULL);
	says(&rde, "destination 198.51.100.2/32 port 1179 discard",
	    "it would match packets of the session with neighbor "
	    "198.51.100.2");
	says(&rde, "destination 198.51.100.2/32 port 179 discard", NULL);
	/* the address of this side is known once there is a session */
	says(&rde, "destination 198.51.100.1/32 discard", NULL);
	p->up = true;
	addr_parse("198.51.100.1", &p->neg.local);
	says(&rde, "destination 198.51.100.1/32 discard", "it would match");
	peers_free(rde.peers);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(guards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
