# module
import ca
y = ca.x + 1
def z(): return ca.x * 100
