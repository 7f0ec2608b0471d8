/* SPDX-License-Identifier: ISC */
/* Listeners over a reload, in a network namespace of our own. */
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>
#include <cmocka.h>

#include "base/log.h"
#include "connect.h"
#include "listen.h"

struct told {
	unsigned	opened;
	unsigned	gone;
	uint32_t	id;
	int		fd;
};

static const struct options options = { .tcp_port = 1790 };

static int
own_namespace(void **state)
{
	struct ifreq ifr = { .ifr_flags = IFF_UP | IFF_RUNNING };
	int fd, r;

	(void)state;
	if (unshare(CLONE_NEWNET) == -1)
		return -1;
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	strlcpy(ifr.ifr_name, "lo", sizeof(ifr.ifr_name));
	r = ioctl(fd, SIOCSIFFLAGS, &ifr);
	close(fd);
	return r;
}

static void
opened(void *arg, uint32_t id, int fd, const struct listen_place *p)
{
	struct told *t = arg;

	(void)p;
	t->opened++;
	t->id = id;
	t->fd = fd;
}

static void
gone(void *arg, uint32_t id)
{
	struct told *t = arg;

	(void)id;
	t->gone++;
}

/* Of one neighbour, 127.0.0.2, with its listeners and a password or none. */
static struct config *
conf(struct config *c, struct conf_neighbor *n, struct conf_listen *l,
    const char *listen_on, const char *password)
{
	struct conf_key k = { .neighbor = 7, .kind = CONF_KEY_MD5 };

	memset(c, 0, sizeof(*c));
	memset(n, 0, sizeof(*n));
	memset(l, 0, sizeof(*l));
	n->id = 7;
	n->remote_plen = 32;
	assert_int_equal(addr_parse("127.0.0.2", &n->remote), 0);
	assert_int_equal(addr_parse(listen_on, &l->addr), 0);
	c->neighbors = n;
	c->nneighbors = 1;
	c->listens = l;
	c->nlistens = 1;
	c->keys = key_set_new();
	if (password != NULL) {
		n->key_kind = CONF_KEY_MD5;
		k.len = (uint8_t)strlen(password);
		memcpy(k.key, password, k.len);
		assert_true(key_set_add(c->keys, &k));
	}
	return c;
}

/* Whether a key for 127.0.0.2 stands on the socket: a second delete fails. */
static bool
had_key(int fd)
{
	struct tcp_md5sig md5;
	struct sockaddr_in sin = { .sin_family = AF_INET };

	memset(&md5, 0, sizeof(md5));
	sin.sin_addr.s_addr = htonl(0x7f000002);
	memcpy(&md5.tcpm_addr, &sin, sizeof(sin));
	return setsockopt(fd, IPPROTO_TCP, TCP_MD5SIG, &md5,
	    sizeof(md5)) == 0;
}

static void
a_reload_moves_them(void **state)
{
	struct told t = { .fd = -1 };
	const struct listen_ops ops = { opened, gone, &t };
	struct loop *l = loop_new();
	struct listeners *ls = listeners_new(l, &options, &ops);
	struct config c[3];
	struct conf_neighbor n[3];
	struct conf_listen cl[3];
	int first;

	(void)state;
	listeners_prepare(ls, conf(&c[0], &n[0], &cl[0], "127.0.0.1",
	    "secret"));
	assert_int_equal(t.opened, 0);	/* nobody takes them yet */
	listeners_tell(ls, true);
	assert_int_equal(t.opened, 1);
	first = t.fd;
	assert_true(had_key(first));	/* and it is gone by this test */
	/* The same place with another key: the same socket, keyed again. */
	listeners_hush(ls);
	listeners_prepare(ls, conf(&c[1], &n[1], &cl[1], "127.0.0.1",
	    "other"));
	listeners_tell(ls, false);
	listeners_settle(ls, &c[0]);
	assert_int_equal(t.opened, 1);
	assert_int_equal(t.gone, 0);
	assert_true(had_key(first));
	/* Another place, no key: the first goes when all is settled. */
	listeners_prepare(ls, conf(&c[2], &n[2], &cl[2], "127.0.0.3", NULL));
	assert_int_equal(t.opened, 2);
	assert_int_equal(t.gone, 0);
	listeners_settle(ls, &c[1]);
	assert_int_equal(t.gone, 1);
	assert_false(had_key(t.fd));
	listeners_free(ls);
	loop_free(l);
	key_set_free(c[0].keys);
	key_set_free(c[1].keys);
	key_set_free(c[2].keys);
}

static void
a_removed_neighbors_key_goes(void **state)
{
	struct told t = { .fd = -1 };
	const struct listen_ops ops = { opened, gone, &t };
	struct loop *l = loop_new();
	struct listeners *ls = listeners_new(l, &options, &ops);
	struct config c[2];
	struct conf_neighbor n[2];
	struct conf_listen cl[2];

	(void)state;
	listeners_prepare(ls, conf(&c[0], &n[0], &cl[0], "127.0.0.1",
	    "secret"));
	listeners_tell(ls, true);
	conf(&c[1], &n[1], &cl[1], "127.0.0.1", NULL);
	c[1].nneighbors = 0;
	listeners_prepare(ls, &c[1]);
	listeners_settle(ls, &c[0]);
	assert_false(had_key(t.fd));
	listeners_free(ls);
	loop_free(l);
	key_set_free(c[0].keys);
	key_set_free(c[1].keys);
}

static void
what_cannot_be_bound_waits(void **state)
{
	struct told t = { .fd = -1 };
	const struct listen_ops ops = { opened, gone, &t };
	struct loop *l = loop_new();
	struct listeners *ls = listeners_new(l, &options, &ops);
	struct config c;
	struct conf_neighbor n;
	struct conf_listen cl;

	(void)state;
	listeners_prepare(ls, conf(&c, &n, &cl, "192.0.2.77", NULL));
	listeners_tell(ls, true);
	assert_int_equal(t.opened, 0);
	listeners_free(ls);
	loop_free(l);
	key_set_free(c.keys);
}

static void
a_connection_is_made_as_configured(void **state)
{
	struct told t = { .fd = -1 };
	const struct listen_ops ops = { opened, gone, &t };
	struct loop *l = loop_new();
	struct listeners *ls = listeners_new(l, &options, &ops);
	struct config c;
	struct conf_neighbor n;
	struct conf_listen cl;
	struct sockaddr_in sin;
	socklen_t len = sizeof(sin);
	char why[160] = "";
	int fd, v;

	(void)state;
	listeners_prepare(ls, conf(&c, &n, &cl, "127.0.0.2", NULL));
	listeners_tell(ls, true);
	assert_int_equal(addr_parse("127.0.0.9", &n.local), 0);
	n.ttl_out = 255;
	n.ttl_in = 254;
	fd = connect_neighbor(&c, &options, &n, why, sizeof(why));
	assert_int_not_equal(fd, -1);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&sin, &len), 0);
	assert_int_equal(ntohl(sin.sin_addr.s_addr), 0x7f000009);
	len = sizeof(v);
	assert_int_equal(getsockopt(fd, IPPROTO_IP, IP_TTL, &v, &len), 0);
	assert_int_equal(v, 255);
	assert_int_equal(getsockopt(fd, IPPROTO_IP, IP_MINTTL, &v, &len), 0);
	assert_int_equal(v, 254);
	assert_int_equal(getsockopt(fd, IPPROTO_IP, IP_TOS, &v, &len), 0);
	assert_int_equal(v, 0xc0);
	close(fd);
	/* What fails at once says so. */
	assert_int_equal(addr_parse("192.0.2.7", &n.local), 0);
	assert_int_equal(connect_neighbor(&c, &options, &n, why, sizeof(why)),
	    -1);
	assert_non_null(strstr(why, "bind"));
	n.local.af = ADDR_NONE;
	strlcpy(n.interface, "nosuch0", sizeof(n.interface));
	assert_int_equal(connect_neighbor(&c, &options, &n, why, sizeof(why)),
	    -1);
	assert_non_null(strstr(why, "interface"));
	n.interface[0] = '\0';
	n.key_kind = CONF_KEY_MD5;
	assert_int_equal(connect_neighbor(&c, &options, &n, why, sizeof(why)),
	    -1);
	assert_non_null(strstr(why, "key"));
	n.remote_plen = 24;
	assert_int_equal(connect_neighbor(&c, &options, &n, why, sizeof(why)),
	    -1);
	assert_non_null(strstr(why, "range"));
	listeners_free(ls);
	loop_free(l);
	key_set_free(c.keys);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reload_moves_them),
		cmocka_unit_test(a_removed_neighbors_key_goes),
		cmocka_unit_test(what_cannot_be_bound_waits),
		cmocka_unit_test(a_connection_is_made_as_configured),
	};

	return cmocka_run_group_tests(tests, own_namespace, NULL);
}
