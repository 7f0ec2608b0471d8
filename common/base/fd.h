/* SPDX-License-Identifier: ISC */
/* Descriptors whose making failed half-way. */
#ifndef BASE_FD_H
#define BASE_FD_H

/* Closes fd and returns -1; errno stays what it was. */
int	fd_give_up(int fd);

#endif
