rde_SRCS += $(sort $(wildcard rde/*.c))
