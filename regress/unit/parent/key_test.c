/* SPDX-License-Identifier: ISC */
/*
 * Keys in the set, and in a kernel: two sockets of a namespace of our own
 * connect only when both are signed alike (RFC 2385).
 */
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>
#include <cmocka.h>

#include "key.h"
#include "sock.h"

static struct conf_key
md5(uint32_t neighbor, const char *password)
{
	struct conf_key k = { .neighbor = neighbor, .kind = CONF_KEY_MD5 };

	k.len = (uint8_t)strlen(password);
	memcpy(k.key, password, k.len);
	return k;
}

static struct conf_neighbor
neighbor(uint32_t id, const char *remote, unsigned plen)
{
	struct conf_neighbor n = { .id = id, .key_kind = CONF_KEY_MD5,
	    .remote_plen = (uint8_t)plen };

	assert_int_equal(addr_parse(remote, &n.remote), 0);
	return n;
}

static void
own_namespace(void)
{
	struct ifreq ifr = { .ifr_flags = IFF_UP | IFF_RUNNING };
	int fd;

	assert_int_equal(unshare(CLONE_NEWNET), 0);
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	strlcpy(ifr.ifr_name, "lo", sizeof(ifr.ifr_name));
	assert_int_equal(ioctl(fd, SIOCSIFFLAGS, &ifr), 0);
	close(fd);
}

static void
keeps_keys_by_neighbor(void **state)
{
	struct key_set *a = key_set_new(), *b = key_set_new();
	struct conf_key k;
	int i;

	(void)state;
	for (i = 40; i > 0; i--) {
		k = md5((uint32_t)i, "one");
		assert_true(key_set_add(a, &k));
	}
	k = md5(7, "two");
	assert_true(key_set_add(a, &k));
	assert_int_equal(key_set_count(a), 41);
	assert_true(key_set_has(a, 1) && key_set_has(a, 40));
	assert_false(key_set_has(a, 41) || key_set_has(a, 0));
	k = md5(1, "one");
	assert_true(key_set_add(b, &k));
	assert_true(key_set_same(a, 1, b, 1));
	assert_false(key_set_same(a, 7, b, 1));	/* 7 has two */
	assert_true(key_set_same(a, 99, b, 99));	/* neither has one */
	k = md5(2, "other");
	assert_true(key_set_add(b, &k));
	assert_false(key_set_same(a, 2, b, 2));
	k.len = 0;
	assert_false(key_set_add(b, &k));
	k.len = CONF_KEY_MAX + 1;
	assert_false(key_set_add(b, &k));
	key_set_free(a);
	key_set_free(b);
	key_set_free(NULL);
}

/* Whether a connection comes about within a moment. */
static bool
connects(const char *client_key, const char *listener_key, const char *range,
    unsigned plen)
{
	struct conf_neighbor server = neighbor(1, "127.0.0.1", 32);
	struct conf_neighbor client = neighbor(2, range, plen);
	struct key_set *s = key_set_new();
	struct sockaddr_in sin;
	socklen_t len = sizeof(sin);
	struct pollfd p = { .events = POLLOUT };
	struct conf_key k;
	char why[KEY_ERROR];
	int err = 1, lfd;
	bool up;

	lfd = sock_new(ADDR_V4);
	p.fd = sock_new(ADDR_V4);
	if (client_key != NULL) {
		k = md5(1, client_key);
		assert_true(key_set_add(s, &k));
		assert_int_equal(key_apply(s, &server, p.fd, false, why), 0);
	}
	if (listener_key != NULL) {
		k = md5(2, listener_key);
		assert_true(key_set_add(s, &k));
		assert_int_equal(key_apply(s, &client, lfd, true, why), 0);
	}
	assert_int_equal(sock_bind(lfd, &server.remote, 0, ""), 0);
	assert_int_equal(listen(lfd, 5), 0);
	assert_int_equal(getsockname(lfd, (struct sockaddr *)&sin, &len), 0);
	assert_int_equal(sock_connect(p.fd, &server.remote,
	    ntohs(sin.sin_port), ""), 0);
	up = poll(&p, 1, 200) == 1;
	len = sizeof(err);
	if (up)
		assert_int_equal(getsockopt(p.fd, SOL_SOCKET, SO_ERROR, &err,
		    &len), 0);
	close(p.fd);
	close(lfd);
	key_set_free(s);
	return up && err == 0;
}

static void
only_equal_keys_connect(void **state)
{
	(void)state;
	own_namespace();
	assert_true(connects(NULL, NULL, "127.0.0.1", 32));
	assert_true(connects("secret", "secret", "127.0.0.1", 32));
	assert_false(connects("secret", "other", "127.0.0.1", 32));
	assert_false(connects("secret", NULL, "127.0.0.1", 32));
	assert_false(connects(NULL, "secret", "127.0.0.1", 32));
	/* A range, and host bits that the kernel would keep. */
	assert_true(connects("secret", "secret", "127.0.0.0", 8));
	assert_true(connects("secret", "secret", "127.0.9.9", 8));
}

static void
a_key_goes_as_it_came(void **state)
{
	struct conf_neighbor n = neighbor(1, "198.51.100.77", 24);
	struct key_set *s = key_set_new();
	struct conf_key k = md5(1, "secret");
	struct tcp_md5sig gone;
	struct sockaddr_in sin = { .sin_family = AF_INET };
	char why[KEY_ERROR];
	int fd = sock_new(ADDR_V4);

	(void)state;
	assert_true(key_set_add(s, &k));
	memset(&gone, 0, sizeof(gone));
	sin.sin_addr.s_addr = htonl(0xc6336400);
	memcpy(&gone.tcpm_addr, &sin, sizeof(sin));
	gone.tcpm_flags = TCP_MD5SIG_FLAG_PREFIX;
	gone.tcpm_prefixlen = 24;
	/* It stands under the masked address ... */
	assert_int_equal(key_apply(s, &n, fd, true, why), 0);
	assert_int_equal(setsockopt(fd, IPPROTO_TCP, TCP_MD5SIG_EXT, &gone,
	    sizeof(gone)), 0);
	/* ... and is found there again. */
	assert_int_equal(key_apply(s, &n, fd, true, why), 0);
	key_remove(s, &n, fd);
	assert_int_equal(setsockopt(fd, IPPROTO_TCP, TCP_MD5SIG_EXT, &gone,
	    sizeof(gone)), -1);
	assert_int_equal(errno, ENOENT);
	close(fd);
	key_set_free(s);
}

static void
says_what_the_kernel_lacks(void **state)
{
	struct conf_neighbor n = neighbor(1, "192.0.2.1", 32);
	struct key_set *s = key_set_new();
	struct conf_key k = md5(1, "secret");
	char why[KEY_ERROR] = "";
	int fd = sock_new(ADDR_V4), r;

	(void)state;
	k.kind = CONF_KEY_AO;
	k.algorithm = 1;
	assert_true(key_set_add(s, &k));
	r = key_apply(s, &n, fd, false, why);
	if (key_kernel_has_ao())
		assert_int_equal(r, 0);
	else {
		assert_int_equal(r, -1);
		assert_non_null(strstr(why, "TCP-AO"));
	}
	close(fd);
	key_set_free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_keys_by_neighbor),
		cmocka_unit_test(only_equal_keys_connect),
		cmocka_unit_test(a_key_goes_as_it_came),
		cmocka_unit_test(says_what_the_kernel_lacks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
