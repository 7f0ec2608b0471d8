/* SPDX-License-Identifier: ISC */
/*
 * Many neighbours at once, each at an address of its own, that only listen:
 * to see which of them a change touches.
 *
 *	crowd FIRST-LOCAL COUNT AS REMOTE
 *
 * Says "up" when every session is; then, for each line on standard input, how
 * many sessions received a message other than KEEPALIVE since the line before,
 * how many octets that was, and how many sessions are gone.
 */
#include <arpa/inet.h>
#include <err.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "speaker.h"

enum { HEADER = 19, KEEPALIVE = 4 };

struct crowd {
	bool	said_up;
	bool	eof;
};

static void
on_message(struct spk *s, uint8_t type, const uint8_t *body, size_t len)
{
	size_t *octets = s->arg;

	(void)body;
	if (type != KEEPALIVE)
		*octets += len + HEADER;
}

static void
report(struct spk *v, size_t n)
{
	size_t i, touched = 0, octets = 0, gone = 0;

	for (i = 0; i < n; i++) {
		size_t *mine = v[i].arg;

		touched += *mine > 0;
		octets += *mine;
		gone += v[i].state != SPK_UP || v[i].retries > 0;
		*mine = 0;
	}
	printf("touched %zu octets %zu gone %zu\n", touched, octets, gone);
	fflush(stdout);
}

static bool
step(struct spk *v, size_t n, void *arg)
{
	struct pollfd in = { .fd = 0, .events = POLLIN };
	struct crowd *c = arg;
	char line[64];
	size_t i;

	if (!c->said_up) {
		for (i = 0; i < n && v[i].state == SPK_UP; i++)
			;
		if (i < n)
			return false;
		for (i = 0; i < n; i++)
			v[i].retries = 0;
		printf("up\n");
		fflush(stdout);
		c->said_up = true;
	}
	if (poll(&in, 1, 0) <= 0)
		return false;
	if (read(0, line, sizeof(line)) <= 0)
		return true;
	report(v, n);
	return false;
}

int
main(int argc, char **argv)
{
	struct crowd c = { 0 };
	struct spk *v;
	struct sockaddr_in *sin;
	size_t i, n;

	if (argc != 5)
		errx(2, "usage: crowd FIRST-LOCAL COUNT AS REMOTE");
	n = strtoul(argv[2], NULL, 10);
	v = calloc(n, sizeof(*v));
	if (v == NULL)
		err(1, NULL);
	for (i = 0; i < n; i++) {
		if (spk_addr(argv[1], &v[i].local, 0) == -1 ||
		    spk_addr(argv[4], &v[i].remote, 179) == -1)
			errx(2, "addresses");
		sin = (struct sockaddr_in *)(void *)&v[i].local;
		sin->sin_addr.s_addr =
		    htonl(ntohl(sin->sin_addr.s_addr) + (uint32_t)i);
		v[i].as = (uint32_t)strtoul(argv[3], NULL, 10);
		v[i].id = 0x0a000001 + (uint32_t)i;
		v[i].as4 = v[i].refresh = true;
		v[i].hold = 90;
		v[i].received = on_message;
		v[i].arg = calloc(1, sizeof(size_t));
	}
	return spk_run(v, n, step, &c, 600) ? 0 : 1;
}
