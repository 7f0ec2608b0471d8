/* SPDX-License-Identifier: ISC */
/*
 * rtnetlink(7) rather than ip(8): it says why it refused, a host that has no
 * iproute2 does, and after --user the one capability it needs can be kept.
 * Messages are in host order and padded to four octets.
 */
#include <sys/socket.h>

#include <errno.h>
#include <linux/if_addr.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/fd.h"
#include "rtnl.h"

enum { DUMP_TRIES = 5, RECEIVE_MAX = 32 * 1024 };

/* n octets and the padding behind them, which the last one may lack. */
static int
take_padded(struct rbuf *in, size_t n, struct rbuf *sub)
{
	size_t pad = (4 - n % 4) % 4;

	if (rbuf_sub(in, n, sub) == -1)
		return -1;
	return rbuf_skip(in, pad < in->left ? pad : in->left);
}

static void
read_attribute(unsigned type, struct rbuf v, struct rtnl_addr *a, bool *local)
{
	uint8_t octets[16];

	if (type == IFA_LABEL && v.left > 0 && v.left <= sizeof(a->label)) {
		memcpy(a->label, v.p, v.left);
		a->label[v.left - 1] = '\0';
	} else if (type == IFA_PROTO)
		(void)rbuf_u8(&v, &a->proto);
	else if ((type == IFA_LOCAL || (type == IFA_ADDRESS && !*local)) &&
	    v.left == addr_len(a->addr.af) && v.left > 0) {
		memcpy(octets, v.p, v.left);
		a->addr = addr_of(a->addr.af, octets);
		*local = *local || type == IFA_LOCAL;
	}
}

static int
read_addr(struct rbuf body, struct rtnl_addr *a)
{
	struct ifaddrmsg m;
	struct rtattr attr;
	struct rbuf v;
	bool local = false;

	memset(a, 0, sizeof(*a));
	if (rbuf_host(&body, &m, sizeof(m)) == -1)
		return -1;
	a->ifindex = m.ifa_index;
	a->len = m.ifa_prefixlen;
	a->addr.af = m.ifa_family == AF_INET ? ADDR_V4 :
	    m.ifa_family == AF_INET6 ? ADDR_V6 : ADDR_NONE;
	while (body.left > 0) {
		if (rbuf_host(&body, &attr, sizeof(attr)) == -1 ||
		    attr.rta_len < sizeof(attr) || take_padded(&body,
		    attr.rta_len - sizeof(attr), &v) == -1)
			return -1;
		read_attribute(attr.rta_type, v, a, &local);
	}
	return 0;
}

/* NLMSG_DONE and NLMSG_ERROR begin with an int: 0, or a negative errno. */
static int
read_end(struct rbuf body, int *error)
{
	int32_t code;

	if (rbuf_host(&body, &code, sizeof(code)) == -1)
		return -1;
	*error = code < 0 && code > -4096 ? -code : code == 0 ? 0 : EPROTO;
	return 0;
}

int
rtnl_read(struct rbuf *in, uint32_t seq, enum rtnl_kind *kind,
    struct rtnl_addr *a, int *error)
{
	struct nlmsghdr h;
	struct rbuf body;

	if (rbuf_host(in, &h, sizeof(h)) == -1 || h.nlmsg_len < sizeof(h) ||
	    take_padded(in, h.nlmsg_len - sizeof(h), &body) == -1)
		return -1;
	*kind = RTNL_OTHER;
	if (h.nlmsg_seq != seq)
		return 0;
	if ((h.nlmsg_flags & NLM_F_DUMP_INTR) != 0)
		*kind = RTNL_INTERRUPTED;
	else if (h.nlmsg_type == RTM_NEWADDR)
		*kind = RTNL_ADDR;
	else if (h.nlmsg_type == NLMSG_DONE || h.nlmsg_type == NLMSG_ERROR)
		*kind = RTNL_END;
	if (*kind == RTNL_ADDR)
		return read_addr(body, a);
	return *kind == RTNL_END ? read_end(body, error) : 0;
}

static void
write_header(struct wbuf *w, size_t len, uint16_t type, uint16_t flags,
    uint32_t seq)
{
	const struct nlmsghdr h = {
		.nlmsg_len = (uint32_t)len,
		.nlmsg_type = type,
		.nlmsg_flags = flags | NLM_F_REQUEST,
		.nlmsg_seq = seq,
	};

	wbuf_bytes(w, &h, sizeof(h));
}

void
rtnl_write_dump(struct wbuf *w, uint32_t seq)
{
	const struct ifaddrmsg m = { .ifa_family = AF_UNSPEC };

	write_header(w, sizeof(struct nlmsghdr) + sizeof(m), RTM_GETADDR,
	    NLM_F_DUMP, seq);
	wbuf_bytes(w, &m, sizeof(m));
}

static void
write_attribute(struct wbuf *w, uint16_t type, const void *p, size_t n)
{
	static const uint8_t padding[4];
	const struct rtattr attr = {
		.rta_len = (uint16_t)(sizeof(attr) + n),
		.rta_type = type,
	};

	wbuf_bytes(w, &attr, sizeof(attr));
	wbuf_bytes(w, p, n);
	wbuf_bytes(w, padding, (4 - n % 4) % 4);
}

void
rtnl_write_change(struct wbuf *w, uint32_t seq, bool add,
    const struct rtnl_addr *a)
{
	const struct ifaddrmsg m = {
		.ifa_family = a->addr.af == ADDR_V4 ? AF_INET : AF_INET6,
		.ifa_prefixlen = a->len,
		.ifa_scope = RT_SCOPE_UNIVERSE,
		.ifa_index = a->ifindex,
	};
	size_t len = addr_len(a->addr.af);
	char buf[RTNL_CHANGE_MAX];
	struct wbuf attrs;

	wbuf_fixed(&attrs, buf, sizeof(buf));
	write_attribute(&attrs, IFA_LOCAL, a->addr.b, len);
	write_attribute(&attrs, IFA_ADDRESS, a->addr.b, len);
	if (a->label[0] != '\0')
		write_attribute(&attrs, IFA_LABEL, a->label,
		    strlen(a->label) + 1);
	if (a->proto != 0)
		write_attribute(&attrs, IFA_PROTO, &a->proto, 1);
	write_header(w, sizeof(struct nlmsghdr) + sizeof(m) + attrs.len,
	    add ? RTM_NEWADDR : RTM_DELADDR, (uint16_t)(NLM_F_ACK |
	    (add ? NLM_F_CREATE | NLM_F_EXCL : 0)), seq);
	wbuf_bytes(w, &m, sizeof(m));
	wbuf_bytes(w, attrs.p, attrs.len);
}

int
rtnl_open(void)
{
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	const struct timeval limit = { .tv_sec = 2 };

	if (fd == -1)
		return -1;
	/* The kernel answers at once; if not, we do not wait for ever. */
	if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit,
	    sizeof(limit)) == -1)
		return fd_give_up(fd);
	return fd;
}

static int
ask(int fd, const struct wbuf *w)
{
	const struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };

	return sendto(fd, w->p, w->len, 0, (const struct sockaddr *)&kernel,
	    sizeof(kernel)) == -1 ? -1 : 0;
}

/* All messages up to the end of the answer to seq. */
static int
receive(int fd, uint32_t seq, void (*fn)(void *arg,
    const struct rtnl_addr *a), void *arg)
{
	char buf[RECEIVE_MAX];
	bool interrupted = false;
	struct rtnl_addr a;
	enum rtnl_kind kind;
	struct rbuf in;
	int error = 0;
	ssize_t n;

	for (;;) {
		n = recv(fd, buf, sizeof(buf), 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		in = rbuf_of(buf, (size_t)n);
		while (rtnl_read(&in, seq, &kind, &a, &error) == 0) {
			if (kind == RTNL_ADDR && fn != NULL)
				fn(arg, &a);
			interrupted = interrupted || kind == RTNL_INTERRUPTED;
			if (kind != RTNL_END)
				continue;
			errno = error != 0 ? error : EINTR;
			return error != 0 || interrupted ? -1 : 0;
		}
	}
}

int
rtnl_dump(int fd, void (*fn)(void *arg, const struct rtnl_addr *a), void *arg)
{
	char buf[RTNL_CHANGE_MAX];
	struct wbuf w;
	uint32_t seq;

	for (seq = 1; seq <= DUMP_TRIES; seq++) {
		wbuf_fixed(&w, buf, sizeof(buf));
		rtnl_write_dump(&w, seq);
		if (ask(fd, &w) == -1)
			return -1;
		if (receive(fd, seq, fn, arg) == 0)
			return 0;
		if (errno != EINTR)
			return -1;
	}
	return -1;
}

int
rtnl_change(int fd, bool add, const struct rtnl_addr *a)
{
	char buf[2 * RTNL_CHANGE_MAX];
	struct wbuf w;

	wbuf_fixed(&w, buf, sizeof(buf));
	rtnl_write_change(&w, 1, add, a);
	return ask(fd, &w) == -1 ? -1 : receive(fd, 1, NULL, NULL);
}
